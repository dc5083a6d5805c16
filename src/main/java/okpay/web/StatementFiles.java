package okpay.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import okpay.statement.AccountStatements;
import okpay.statement.Form;
import okpay.statement.Statement;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;

/// Sends a statement as a file, line by line as it is made.
@Component
public class StatementFiles {

    private final AccountStatements statements;

    StatementFiles(AccountStatements statements) {
        this.statements = statements;
    }

    /// @throws AccountStatements.Busy with nothing sent yet
    public void send(Statement statement, Form form, Locale locale, HttpServletResponse response)
            throws IOException {
        var name = "okpay-" + statement.number() + "." + form.ending();
        response.setContentType(form.mediaType());
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment().filename(name).build().toString());
        response.setHeader("Cache-Control", "no-store");
        try {
            statements.write(statement, form, locale, response.getOutputStream());
        } catch (AccountStatements.Busy e) {
            response.reset();
            throw e;
        }
    }
}
