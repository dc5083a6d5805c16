package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The accounts of the books: opened and found. Their balances move through [Ledger] alone.
@Component
public class Accounts {

    static final String SELECT =
            """
            select id, owner, currency, posted, held, floor, seq, stopped, day_limit, spent,
                   spent_day, version, last
            from ledger.account
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Accounts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Opens the owner's account in a currency, or finds the one that is open already. It exists
    /// for everybody when this returns, whatever becomes of the caller's transaction.
    ///
    /// @param floor how far it may go down: 0, or [Account#NO_FLOOR]
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Account open(String owner, Currency currency, long floor) {
        return open(owner, currency, floor, Allowance.NO_LIMIT);
    }

    /// @param aDay how much may leave it a day, minor units
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Account open(String owner, Currency currency, long floor, long aDay) {
        var known = of(owner, currency);
        if (known.isPresent()) {
            return known.get();
        }
        jdbc.sql(
                        """
                        insert into ledger.account (owner, currency, floor, day_limit, opened_at)
                        values (:owner, :currency, :floor, :aDay, :now)
                        on conflict (owner, currency) do nothing
                        """)
                .param("owner", owner)
                .param("currency", currency.getCurrencyCode())
                .param("floor", floor)
                .param("aDay", aDay)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return of(owner, currency).orElseThrow();
    }

    public Optional<Account> of(String owner, Currency currency) {
        return jdbc.sql(SELECT + " where owner = :owner and currency = :currency")
                .param("owner", owner)
                .param("currency", currency.getCurrencyCode())
                .query(Accounts::row)
                .optional();
    }

    public List<Account> of(String owner) {
        return jdbc.sql(SELECT + " where owner = :owner order by currency")
                .param("owner", owner)
                .query(Accounts::row)
                .list();
    }

    public Optional<Account> find(AccountId id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id.number())
                .query(Accounts::row)
                .optional();
    }

    /// When the account was opened: before this there is nothing to tell.
    public Instant openedAt(AccountId account) {
        return jdbc.sql("select opened_at from ledger.account where id = :account")
                .param("account", account.number())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    static Account row(ResultSet row, int n) throws SQLException {
        return new Account(
                new AccountId(row.getLong("id")),
                row.getString("owner"),
                Currency.getInstance(row.getString("currency")),
                row.getLong("posted"),
                row.getLong("held"),
                row.getLong("floor"),
                row.getLong("seq"),
                Stop.valueOf(row.getString("stopped")),
                new Allowance(
                        row.getLong("day_limit"), row.getLong("spent"), row.getLong("spent_day")),
                row.getLong("version"),
                row.getLong("last"));
    }
}
