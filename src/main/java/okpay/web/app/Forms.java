package okpay.web.app;

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
}
