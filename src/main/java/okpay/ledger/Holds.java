package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Money set aside. Made, captured and released through [Ledger]; looked up here.
@Component
public class Holds {

    static final String SELECT =
            """
            select h.id, h.account, h.amount, h.captured, a.currency, h.state, h.expires_at,
                   h.about, h.set_aside, h.version
            from ledger.hold h join ledger.account a on a.id = h.account
            """;

    private final JdbcClient jdbc;

    Holds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Hold> find(HoldId id) {
        return jdbc.sql(SELECT + " where h.id = :id")
                .param("id", id.position())
                .query(Holds::row)
                .optional();
    }

    /// Open holds whose time is over, oldest first.
    List<HoldId> overdue(Instant now, int most) {
        return jdbc.sql(
                        """
                        select id from ledger.hold where state = 'OPEN' and expires_at <= :now
                        order by expires_at limit :most
                        """)
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new HoldId(row.getLong("id")))
                .list();
    }

    static Hold row(ResultSet row, int n) throws SQLException {
        return new Hold(
                new HoldId(row.getLong("id")),
                new AccountId(row.getLong("account")),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getLong("captured"),
                Hold.State.valueOf(row.getString("state")),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("about"),
                row.getLong("set_aside"),
                row.getLong("version"));
    }
}
