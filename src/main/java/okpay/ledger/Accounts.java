package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The accounts of the books: opened, found, frozen. Their balances move through [Ledger] alone.
@Component
public class Accounts {

    private static final String COLUMNS = "id, owner, currency, posted, held, floor, seq, frozen";

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Opens the owner's account in a currency, or finds the one that is open already.
    ///
    /// @param floor how far it may go down: 0, or [Account#NO_FLOOR]
    @Transactional
    public Account open(String owner, Currency currency, long floor) {
        var known = of(owner, currency);
        if (known.isPresent()) {
            return known.get();
        }
        jdbc.sql(
                        """
                        insert into ledger.account (id, owner, currency, floor, opened_at)
                        values (:id, :owner, :currency, :floor, :now)
                        on conflict (owner, currency) do nothing
                        """)
                .param("id", AccountId.next().uuid())
                .param("owner", owner)
                .param("currency", currency.getCurrencyCode())
                .param("floor", floor)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return of(owner, currency).orElseThrow();
    }

    public Optional<Account> of(String owner, Currency currency) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ledger.account where owner = :owner and currency = :currency")
                .param("owner", owner)
                .param("currency", currency.getCurrencyCode())
                .query(Accounts::row)
                .optional();
    }

    public List<Account> of(String owner) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from ledger.account where owner = :owner order by currency")
                .param("owner", owner)
                .query(Accounts::row)
                .list();
    }

    public Optional<Account> find(AccountId id) {
        return jdbc.sql("select " + COLUMNS + " from ledger.account where id = :id")
                .param("id", id.uuid())
                .query(Accounts::row)
                .optional();
    }

    /// Stops or lets money move; releases of what is held go on either way.
    ///
    /// @return false when there is no such account
    @Transactional
    public boolean freeze(AccountId id, boolean frozen) {
        return jdbc.sql("update ledger.account set frozen = :frozen where id = :id")
                        .param("frozen", frozen)
                        .param("id", id.uuid())
                        .update()
                == 1;
    }

    /// Always in the order of their ids, so that two chains can wait for each other but never for
    /// ever.
    Map<AccountId, Account> locked(Collection<AccountId> ids) {
        return jdbc
                .sql(
                        "select "
                                + COLUMNS
                                + " from ledger.account where id = any(:ids::uuid[])"
                                + " order by id for update")
                .param("ids", ids.stream().map(id -> id.uuid().toString()).toArray(String[]::new))
                .query(Accounts::row)
                .stream()
                .collect(Collectors.toMap(Account::id, Function.identity()));
    }

    static Account row(ResultSet row, int n) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("owner"),
                Currency.getInstance(row.getString("currency")),
                row.getLong("posted"),
                row.getLong("held"),
                row.getLong("floor"),
                row.getLong("seq"),
                row.getBoolean("frozen"));
    }
}
