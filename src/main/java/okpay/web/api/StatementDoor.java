package okpay.web.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import okpay.identity.Person;
import okpay.ledger.LedgerSettings;
import okpay.statement.AccountStatements;
import okpay.statement.Form;
import okpay.statement.Period;
import okpay.web.Problems;
import okpay.web.StatementFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Statements by program: `from` and `to` are days such as `2026-10-01`, both included, as they
/// pass where the books keep their day; `form` is `pdf`, `csv` or `xml` (ISO 20022 camt.053).
/// Refusals: NOT_A_DAY, ENDS_BEFORE_IT_BEGINS, NOT_YET, TOO_LONG (a year at most); 503 while many
/// others are being made.
@RestController
class StatementDoor {

    private final AccountStatements statements;
    private final StatementFiles files;
    private final LedgerSettings settings;
    private final Clock clock;

    StatementDoor(
            AccountStatements statements,
            StatementFiles files,
            LedgerSettings settings,
            Clock clock) {
        this.statements = statements;
        this.files = files;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/api/v1/statements")
    @Nullable ResponseEntity<?> statement(
            @AuthenticationPrincipal Person.OfCustomer me,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(defaultValue = "CNY") String currency,
            @RequestParam(defaultValue = "pdf") String form,
            @RequestParam(defaultValue = "") String language,
            HttpServletResponse response)
            throws IOException {
        var as = Form.of(form).orElseThrow(() -> new Problems.Mistake("form"));
        var locale =
                language.isEmpty() ? me.customer().language() : Locale.forLanguageTag(language);
        return switch (Period.read(from, to, settings.zone(), clock.instant())) {
            case Period.NotRead(var flaw) -> Problems.refusal(flaw);
            case Period.Read(var period) -> {
                try {
                    var statement =
                            statements.of(me.customer(), Answers.currency(currency), period);
                    files.send(statement, as, locale, response);
                    yield null;
                } catch (AccountStatements.Busy _) {
                    yield ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                            .header("Retry-After", "60")
                            .build();
                }
            }
        };
    }
}
