package okpay.statement;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import okpay.identity.Customer;
import okpay.ledger.Accounts;
import okpay.ledger.Statements;
import okpay.money.Money;
import okpay.wallet.Wallets;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// A customer's statements: made from the legs of the books, a thousand at a time, so that a long
/// one needs no more memory than a short one. Each proves itself while it is written: legs without
/// gaps, each balance the one before plus the change, the last one the ledger's own.
@Component
public class AccountStatements {

    /// How many may be written at the same time; the next one is told to come back.
    private static final int AT_ONCE = 4;

    private final Wallets wallets;
    private final Accounts accounts;
    private final Statements books;
    private final LineReader reader;
    private final MessageSource messages;
    private final StatementSettings settings;
    private final Clock clock;
    private final Semaphore writing = new Semaphore(AT_ONCE);

    AccountStatements(
            Wallets wallets,
            Accounts accounts,
            Statements books,
            LineReader reader,
            MessageSource messages,
            StatementSettings settings,
            Clock clock) {
        this.wallets = wallets;
        this.accounts = accounts;
        this.books = books;
        this.reader = reader;
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    /// Too many statements are being written; nothing was.
    public static final class Busy extends RuntimeException {}

    /// The first day there is anything to state.
    public LocalDate since(Customer customer, Currency currency, ZoneId zone) {
        var account = wallets.open(customer.id(), currency).id();
        return LocalDate.ofInstant(accounts.openedAt(account), zone);
    }

    /// The head of a statement: who, which days, how the account stood.
    public Statement of(Customer customer, Currency currency, Period period) {
        var account = wallets.open(customer.id(), currency).id();
        var now = clock.instant();
        var end = period.end().isAfter(now) ? now : period.end();
        var extract = books.extract(account, period.begin(), end);
        var number =
                "%s-%s-%s-%d"
                        .formatted(
                                account,
                                period.from().toString().replace("-", ""),
                                period.to().toString().replace("-", ""),
                                extract.seqBefore() + extract.legs());
        return new Statement(number, customer.name(), period, now, extract);
    }

    /// Writes it down.
    ///
    /// @throws Busy before the first byte, when too many are being written
    /// @throws IOException when the reader goes away
    /// @throws IllegalStateException when the books do not add up; what was written is a torso
    public void write(Statement statement, Form form, Locale locale, OutputStream out)
            throws IOException {
        if (!writing.tryAcquire()) {
            throw new Busy();
        }
        var words = new Words(messages, locale, statement.period().zone());
        try (var pen = pen(statement, form, words, out)) {
            lines(statement, words, pen);
            pen.end();
        } finally {
            writing.release();
        }
    }

    private Pen pen(Statement statement, Form form, Words words, OutputStream out)
            throws IOException {
        return switch (form) {
            case PDF -> new PdfPen(statement, words, settings.font(), out);
            case CSV -> new CsvPen(statement, words, out);
            case CAMT_053 -> new CamtPen(statement, out);
        };
    }

    private void lines(Statement statement, Words words, Pen pen) throws IOException {
        var extract = statement.extract();
        Money balance = extract.opening();
        long seq = extract.seqBefore();
        for (var page : books.pages(extract)) {
            for (var line : reader.read(page, words)) {
                balance = balance.plus(line.change());
                if (line.seq() != ++seq || !line.after().equals(balance)) {
                    throw new IllegalStateException(
                            "Leg " + line.seq() + " of " + extract.account() + " does not fit");
                }
                pen.line(line);
            }
        }
        if (!balance.equals(extract.closing()) || seq != extract.seqBefore() + extract.legs()) {
            throw new IllegalStateException("The legs do not explain " + extract);
        }
    }
}
