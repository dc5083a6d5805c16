package okpay.ledger;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What was written, read back: the lines of an account, or those that belong to one thing.
@Component
public class Statements {

    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One line of the books.
    public record Line(
            TransferId id,
            AccountId debit,
            AccountId credit,
            Money amount,
            Purpose purpose,
            String about,
            Instant eventAt,
            Instant postedAt) {}

    /// Lines that belong to one thing (`payment:pm_…`), in the order they were written.
    public List<Line> about(String about) {
        return jdbc.sql(
                        """
                        select id, debit, credit, amount, currency, purpose, about, event_at, posted_at
                        from ledger.transfer where about = :about order by id limit 100
                        """)
                .param("about", about)
                .query((row, n) ->
                        new Line(
                                new TransferId(row.getObject("id", UUID.class)),
                                new AccountId(row.getObject("debit", UUID.class)),
                                new AccountId(row.getObject("credit", UUID.class)),
                                new Money(
                                        row.getLong("amount"),
                                        Currency.getInstance(row.getString("currency"))),
                                Purpose.valueOf(row.getString("purpose")),
                                row.getString("about"),
                                row.getTimestamp("event_at").toInstant(),
                                row.getTimestamp("posted_at").toInstant()))
                .list();
    }
}
