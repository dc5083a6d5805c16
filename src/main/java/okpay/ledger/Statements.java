package okpay.ledger;

import java.time.Instant;
import java.util.Currency;
import java.util.List;
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

    /// How much an account held at any moment, by when the books wrote it; found in O(log n), and
    /// never changed by what is written later.
    public Money balanceAt(AccountId account, Instant moment) {
        return jdbc.sql(
                        """
                        select coalesce(s.posted, 0) as posted, a.currency from ledger.account a
                        left join lateral ledger.standing_before(a.id, :position) s on true
                        where a.id = :account
                        """)
                .param("account", account.number())
                .param("position", Position.at(moment) + Position.A_TICK)
                .query((row, n) ->
                        new Money(
                                row.getLong("posted"),
                                Currency.getInstance(row.getString("currency"))))
                .single();
    }

    /// Lines that belong to one thing (`payment:pm_…`), in the order they were written.
    public List<Line> about(String about) {
        return jdbc.sql(
                        """
                        select t.id, t.debit, t.credit, t.amount, a.currency, t.purpose, t.event_at
                        from ledger.request r
                        join ledger.transfer t on t.id between r.id and r.id + 31
                        join ledger.account a on a.id = t.debit
                        where r.key > :about || ':' and r.key < :about || ';'
                        order by t.id limit 100
                        """)
                .param("about", about)
                .query((row, n) ->
                        new Line(
                                new TransferId(row.getLong("id")),
                                new AccountId(row.getLong("debit")),
                                new AccountId(row.getLong("credit")),
                                new Money(
                                        row.getLong("amount"),
                                        Currency.getInstance(row.getString("currency"))),
                                Purpose.valueOf(row.getString("purpose")),
                                about,
                                row.getTimestamp("event_at").toInstant(),
                                Position.time(row.getLong("id"))))
                .list();
    }
}
