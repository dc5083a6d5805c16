package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Money set aside. Made, captured and released through [Ledger]; looked up here.
@Component
public class Holds {

    private static final String COLUMNS = "id, account, amount, currency, state, expires_at, about";

    private final JdbcClient jdbc;

    Holds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Hold> find(HoldId id) {
        return jdbc.sql("select " + COLUMNS + " from ledger.hold where id = :id")
                .param("id", id.uuid())
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
                .query((row, n) -> new HoldId(row.getObject("id", UUID.class)))
                .list();
    }

    /// The accounts these holds are on; an account never changes for a hold, so no lock is needed.
    List<AccountId> accountsOf(Collection<HoldId> ids) {
        return jdbc.sql("select account from ledger.hold where id = any(:ids::uuid[])")
                .param("ids", ids.stream().map(id -> id.uuid().toString()).toArray(String[]::new))
                .query((row, n) -> new AccountId(row.getObject("account", UUID.class)))
                .list();
    }

    Map<HoldId, Hold> locked(Collection<HoldId> ids) {
        return jdbc
                .sql(
                        "select "
                                + COLUMNS
                                + " from ledger.hold where id = any(:ids::uuid[])"
                                + " order by id for update")
                .param("ids", ids.stream().map(id -> id.uuid().toString()).toArray(String[]::new))
                .query(Holds::row)
                .stream()
                .collect(Collectors.toMap(Hold::id, Function.identity()));
    }

    private static Hold row(ResultSet row, int n) throws SQLException {
        return new Hold(
                new HoldId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account", UUID.class)),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                Hold.State.valueOf(row.getString("state")),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("about"));
    }
}
