package okpay.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Closes the books of each day (UTC): every currency sums to zero, every balance is that of its
/// account's last leg, every held amount the sum of its open holds, and what was debited in a day
/// is what was credited. That the legs follow one another is [Verification]'s part.
///
/// Reads as much as there are accounts, and the lines of one day: not everything ever written.
@Component
public class TrialBalance {

    private static final Logger log = LoggerFactory.getLogger(TrialBalance.class);
    private static final int ACCOUNTS_AT_ONCE = 10_000;
    private static final int LINES_AT_ONCE = 100_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final LedgerSettings settings;

    TrialBalance(JdbcClient jdbc, Clock clock, LedgerSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /// How the books stand in one currency.
    ///
    /// @param sum of all balances, minor units: anything but 0 is a fault
    /// @param flaws accounts whose balance, held amount or numbering is not what their last leg and
    ///   open holds say
    public record Line(String currency, long accounts, long sum, long flaws) {

        public boolean isZero() {
            return sum == 0 && flaws == 0;
        }
    }

    /// What moved in one currency on one day, minor units.
    ///
    /// @param flaws what was found when the day was closed
    public record Day(
            LocalDate day, String currency, long debits, long credits, long accounts, long flaws) {

        public boolean isSound() {
            return debits == credits && flaws == 0;
        }
    }

    private record Turnover(long debits, long credits) {

        private static final Turnover NOTHING = new Turnover(0, 0);

        Turnover plus(Turnover more) {
            return new Turnover(debits + more.debits, credits + more.credits);
        }
    }

    /// How the books stand now.
    public List<Line> take() {
        var flaws = flaws();
        return jdbc.sql(
                        """
                        select currency, count(*) as accounts, sum(posted)::bigint as sum
                        from ledger.account group by currency order by currency
                        """)
                .query((row, n) ->
                        new Line(
                                row.getString("currency"),
                                row.getLong("accounts"),
                                row.getLong("sum"),
                                flaws.getOrDefault(row.getString("currency"), 0L)))
                .list();
    }

    /// Writes down the proof of every day that is over and has none yet, the last one and those
    /// nobody was there to close. A flaw is shouted, never mended.
    @Scheduled(cron = "0 10 * * * *", zone = "UTC")
    public void closeDays() {
        var settled = clock.instant().minus(settings.verifyAfter());
        var today = LocalDate.ofInstant(settled, ZoneOffset.UTC);
        var first = firstOpen().filter(day -> day.isBefore(today));
        if (first.isEmpty()) {
            return;
        }
        var standing = take();
        for (var day = first.get(); day.isBefore(today); day = day.plusDays(1)) {
            close(day, standing);
        }
    }

    /// The last day whose proof was written down.
    public Optional<LocalDate> lastClosed() {
        return jdbc.sql("select max(day) from ledger.trial_balance")
                .query(LocalDate.class)
                .optional();
    }

    /// One day's proof, for each currency.
    public List<Day> of(LocalDate day) {
        return jdbc.sql(
                        """
                        select day, currency, debits, credits, accounts, flaws
                        from ledger.trial_balance where day = :day order by currency
                        """)
                .param("day", day)
                .query((row, n) ->
                        new Day(
                                row.getObject("day", LocalDate.class),
                                row.getString("currency"),
                                row.getLong("debits"),
                                row.getLong("credits"),
                                row.getLong("accounts"),
                                row.getLong("flaws")))
                .list();
    }

    private Optional<LocalDate> firstOpen() {
        var closed = lastClosed();
        if (closed.isPresent()) {
            return closed.map(day -> day.plusDays(1));
        }
        return jdbc.sql("select min(id) from ledger.batch")
                .query(Long.class)
                .optional()
                .map(batch -> LocalDate.ofInstant(Position.time(batch), ZoneOffset.UTC));
    }

    private void close(LocalDate day, List<Line> standing) {
        var moved = turnover(day);
        for (var line : standing) {
            var turnover = moved.getOrDefault(line.currency(), Turnover.NOTHING);
            if (!line.isZero() || turnover.debits() != turnover.credits()) {
                log.error("The books of {} do not balance: {}, {}", day, line, turnover);
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
                    .param("debits", turnover.debits())
                    .param("credits", turnover.credits())
                    .param("flaws", line.sum() == 0 ? line.flaws() : Math.max(1, line.flaws()))
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
    }

    /// Slice by slice: what was written does not change, so no slice needs the snapshot of another,
    /// and none stays open for long.
    private Map<String, Long> flaws() {
        var flaws = new HashMap<String, Long>();
        var check = new AccountCheck(jdbc);
        long last =
                jdbc.sql("select coalesce(max(id), 0) from ledger.account")
                        .query(Long.class)
                        .single();
        for (long from = 0; from < last; from += ACCOUNTS_AT_ONCE) {
            check.count(from, from + ACCOUNTS_AT_ONCE)
                    .forEach((currency, many) -> flaws.merge(currency, many, Long::sum));
        }
        return flaws;
    }

    /// By the currency of the account that each leg touches.
    private Map<String, Turnover> turnover(LocalDate day) {
        long from = Position.at(day.atStartOfDay().toInstant(ZoneOffset.UTC));
        long end = Position.at(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        var moved = new HashMap<String, Turnover>();
        while (from < end) {
            long next = endOfSlice(from, end);
            jdbc.sql(
                            """
                            select a.currency,
                                   coalesce(-sum(change) filter (where change < 0), 0)::bigint as debits,
                                   coalesce(sum(change) filter (where change > 0), 0)::bigint as credits
                            from ledger.leg l join ledger.account a on a.id = l.account
                            where l.id >= :from and l.id < :next group by a.currency
                            """)
                    .param("from", from)
                    .param("next", next)
                    .query(row -> {
                        moved.merge(
                                row.getString("currency"),
                                new Turnover(row.getLong("debits"), row.getLong("credits")),
                                Turnover::plus);
                    });
            from = next;
        }
        return moved;
    }

    private long endOfSlice(long from, long end) {
        return jdbc.sql(
                        """
                        select coalesce(
                            (select id from ledger.transfer where id >= :from and id < :end
                             order by id offset :lines limit 1), :end)
                        """)
                .param("from", from)
                .param("end", end)
                .param("lines", LINES_AT_ONCE)
                .query(Long.class)
                .single();
    }
}
