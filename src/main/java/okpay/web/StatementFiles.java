package okpay.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import okpay.statement.AccountStatements;
import okpay.statement.Form;
import okpay.statement.Statement;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

/// Sends a statement as a file.
@Component
public class StatementFiles {

    private final AccountStatements statements;

    StatementFiles(AccountStatements statements) {
        this.statements = statements;
    }

    /// It is made whole before its first byte leaves: what goes wrong on the way is an error and
    /// never half a statement, and a slow reader holds nothing but a file.
    ///
    /// @throws AccountStatements.Busy with nothing sent
    public void send(Statement statement, Form form, Locale locale, HttpServletResponse response)
            throws IOException {
        var file = Files.createTempFile("okpay-statement", "." + form.ending());
        try {
            try (var out = Files.newOutputStream(file)) {
                statements.write(statement, form, locale, out);
            }
            var name = "okpay-" + statement.number() + "." + form.ending();
            response.setContentType(form.mediaType());
            response.setContentLengthLong(Files.size(file));
            response.setHeader(
                    "Content-Disposition",
                    ContentDisposition.attachment().filename(name).build().toString());
            response.setHeader("Cache-Control", "no-store");
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.delete(file);
        }
    }
}
