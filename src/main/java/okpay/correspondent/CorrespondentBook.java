package okpay.correspondent;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the correspondent remembers: accounts and how to treat them, payments and how they stand.
@Component
class CorrespondentBook {

    private final JdbcClient jdbc;
    private final Clock clock;

    CorrespondentBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param amount as the message has it, `121.34 EUR`
    record Entry(String reference, String account, String amount, String status, String reason) {}

    @Transactional
    void behave(String account, Conduct conduct) {
        jdbc.sql(
                        """
                        insert into correspondent.account (number, conduct)
                        values (:account, :conduct)
                        on conflict (number) do update set conduct = excluded.conduct
                        """)
                .param("account", account)
                .param("conduct", conduct.name())
                .update();
    }

    Conduct conductOf(String account) {
        return jdbc.sql("select conduct from correspondent.account where number = :account")
                .param("account", account)
                .query(String.class)
                .optional()
                .map(Conduct::valueOf)
                .orElse(Conduct.PAYS);
    }

    /// A reference is taken once.
    @Transactional
    void enter(Entry entry, Duration until) {
        jdbc.sql(
                        """
                        insert into correspondent.payment
                            (reference, account, amount, status, reason, moves_at)
                        values (:reference, :account, :amount, :status, :reason, :then)
                        on conflict do nothing
                        """)
                .param("reference", entry.reference())
                .param("account", entry.account())
                .param("amount", entry.amount())
                .param("status", entry.status())
                .param("reason", entry.reason())
                .param("then", Timestamp.from(clock.instant().plus(until)))
                .update();
    }

    Optional<Entry> find(String reference) {
        return jdbc.sql(
                        """
                        select reference, account, amount, status, reason from correspondent.payment
                        where reference = :reference
                        """)
                .param("reference", reference)
                .query((row, n) ->
                        new Entry(
                                row.getString("reference"),
                                row.getString("account"),
                                row.getString("amount"),
                                row.getString("status"),
                                row.getString("reason")))
                .optional();
    }

    List<String> due() {
        return jdbc.sql(
                        """
                        select reference from correspondent.payment
                        where moves_at <= :now and status in ('ACTC', 'ACSP', 'ACCC')
                        order by moves_at limit 100
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> row.getString("reference"))
                .list();
    }

    /// @param until the next step; none comes when the status stays
    @Transactional
    void move(String reference, String status, String reason, Duration until) {
        jdbc.sql(
                        """
                        update correspondent.payment
                        set status = :status, reason = :reason,
                            moves_at = case when status = :status then null
                                else :then::timestamptz end
                        where reference = :reference
                        """)
                .param("status", status)
                .param("reason", reason)
                .param("then", Timestamp.from(clock.instant().plus(until)))
                .param("reference", reference)
                .update();
    }
}
