package okpay.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Proves the books: every currency sums to zero, every balance is the sum of its lines, every held
/// amount the sum of its open holds, every account's lines are numbered without gaps.
@Component
public class TrialBalance {

    private static final Logger log = LoggerFactory.getLogger(TrialBalance.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    TrialBalance(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// What the books add up to in one currency, minor units.
    ///
    /// @param sum of all balances: anything but 0 is a fault
    /// @param flaws accounts whose balance, held amount or numbering is not what their lines say
    public record Line(
            String currency, long accounts, long debits, long credits, long sum, long flaws) {

        public boolean isZero() {
            return sum == 0 && debits == credits && flaws == 0;
        }
    }

    public List<Line> take() {
        return jdbc.sql(
                        """
                        with leg as (
                            select debit as account, debit_seq as seq, -amount as change
                            from ledger.transfer
                            union all
                            select credit, credit_seq, amount - coalesce(fee, 0)
                            from ledger.transfer
                            union all
                            select fee_to, fee_seq, fee from ledger.transfer where fee is not null
                        ), told as (
                            select account, sum(change) as posted, count(*) as legs, max(seq) as seq,
                                   sum(greatest(change, 0)) as credits,
                                   sum(greatest(-change, 0)) as debits
                            from leg group by account
                        ), held as (
                            select account, sum(amount - captured) as held from ledger.hold
                            where state = 'OPEN' group by account
                        )
                        select a.currency, count(*) as accounts,
                               coalesce(sum(t.debits), 0)::bigint as debits,
                               coalesce(sum(t.credits), 0)::bigint as credits,
                               sum(a.posted)::bigint as sum,
                               count(*) filter (where a.posted <> coalesce(t.posted, 0)
                                   or a.seq <> coalesce(t.legs, 0) or a.seq <> coalesce(t.seq, 0)
                                   or a.held <> coalesce(h.held, 0)) as flaws
                        from ledger.account a
                        left join told t on t.account = a.id
                        left join held h on h.account = a.id
                        group by a.currency order by a.currency
                        """)
                .query((row, n) ->
                        new Line(
                                row.getString("currency"),
                                row.getLong("accounts"),
                                row.getLong("debits"),
                                row.getLong("credits"),
                                row.getLong("sum"),
                                row.getLong("flaws")))
                .list();
    }

    /// Writes yesterday's proof down, once; a flaw is shouted, never mended.
    @Scheduled(cron = "0 5 0 * * *", zone = "UTC")
    @Transactional
    public void closeDay() {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        for (var line : take()) {
            if (!line.isZero()) {
                log.error("The books do not balance: {}", line);
            }
            jdbc.sql(
                            """
                            insert into ledger.trial_balance
                                (day, currency, accounts, debits, credits, flaws, taken_at)
                            values (:day, :currency, :accounts, :debits, :credits, :flaws, :now)
                            on conflict do nothing
                            """)
                    .param("day", day)
                    .param("currency", line.currency())
                    .param("accounts", line.accounts())
                    .param("debits", line.debits())
                    .param("credits", line.credits())
                    .param("flaws", line.flaws())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
    }

    /// The last day whose proof was written down.
    public Optional<LocalDate> lastClosed() {
        return jdbc.sql("select max(day) from ledger.trial_balance")
                .query(LocalDate.class)
                .optional();
    }
}
