package okpay.web.app;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/// Pages with a form: drawn for the first time, or again with what was wrong.
final class Forms {

    private Forms() {}

    static ModelAndView show(String template, Optional<String> refusal) {
        var view = new ModelAndView(template);
        if (refusal.isPresent()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view.addObject("refusal", refusal);
    }

    /// A date as browsers send it, `2026-11-23`, within what calendars can hold; else empty.
    static Optional<LocalDate> date(String typed) {
        try {
            return typed.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(typed.strip()))
                            .filter(it -> it.getYear() >= 2000 && it.getYear() < 2200);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
