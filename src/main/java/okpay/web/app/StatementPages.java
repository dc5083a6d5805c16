package okpay.web.app;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.statement.AccountStatements;
import okpay.statement.Form;
import okpay.statement.Period;
import okpay.wallet.Wallets;
import okpay.web.Page;
import okpay.web.Problems;
import okpay.web.StatementFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Statements to take away: a month with one tap, or any days.
@Controller
class StatementPages {

    private static final int MONTHS = 12;

    private final AccountStatements statements;
    private final StatementFiles files;

    StatementPages(AccountStatements statements, StatementFiles files) {
        this.statements = statements;
        this.files = files;
    }

    @GetMapping("/app/statements")
    ModelAndView choose(@ModelAttribute("page") Page page) {
        var today = LocalDate.ofInstant(page.now(), page.zone());
        return show(page, today.withDayOfMonth(1).toString(), today.toString(), Optional.empty());
    }

    @GetMapping("/app/statements/file")
    @Nullable ModelAndView file(
            @ModelAttribute("page") Page page,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "pdf") String form,
            HttpServletResponse response)
            throws IOException {
        var as = Form.of(form).orElseThrow(() -> new Problems.Mistake("form"));
        return switch (Period.read(from, to, page.zone(), page.now())) {
            case Period.NotRead(var flaw) ->
                    again(page, from, to, flaw.name(), HttpStatus.UNPROCESSABLE_CONTENT);
            case Period.Read(var period) -> {
                try {
                    var statement = statements.of(page.customer(), Wallets.HOME, period);
                    files.send(statement, as, page.locale(), response);
                    yield null;
                } catch (AccountStatements.Busy _) {
                    yield again(page, from, to, "BUSY", HttpStatus.SERVICE_UNAVAILABLE);
                }
            }
        };
    }

    private ModelAndView again(Page page, String from, String to, String why, HttpStatus status) {
        var view = show(page, from, to, Optional.of("statement.refused." + why));
        view.setStatus(status);
        return view;
    }

    private ModelAndView show(Page page, String from, String to, Optional<String> refusal) {
        return new ModelAndView(
                "app/statements",
                Map.of(
                        "page", page,
                        "from", from,
                        "to", to,
                        "refusal", refusal,
                        "months", months(page)));
    }

    /// The months that can be had: all of each, or what has passed of it.
    private List<Period> months(Page page) {
        var today = LocalDate.ofInstant(page.now(), page.zone());
        var first = YearMonth.from(statements.since(page.customer(), Wallets.HOME, page.zone()));
        return Stream.iterate(YearMonth.from(today), month -> month.minusMonths(1))
                .limit(MONTHS)
                .takeWhile(month -> !month.isBefore(first))
                .map(month ->
                        new Period(
                                month.atDay(1),
                                month.atEndOfMonth().isAfter(today) ? today : month.atEndOfMonth(),
                                page.zone()))
                .toList();
    }
}
