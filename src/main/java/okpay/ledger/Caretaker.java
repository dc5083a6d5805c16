package okpay.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What the books do by themselves, by the clock: let holds expire, verify what was written, close
/// what does not add up, and open the tables of the months to come.
@Component
public class Caretaker {

    private static final Logger log = LoggerFactory.getLogger(Caretaker.class);

    private final Ledger ledger;
    private final Verification verification;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LedgerSettings settings;
    private final Clock clock;

    Caretaker(
            Ledger ledger,
            Verification verification,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            LedgerSettings settings,
            Clock clock) {
        this.settings = settings;
        this.transaction = transaction;
        this.ledger = ledger;
        this.verification = verification;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${okpay.ledger.expire-every:PT10S}")
    void expireHolds() {
        ledger.expireHolds(500);
    }

    /// Verifies what was written since the last time, slice by slice, and closes every account that
    /// does not add up, in both directions: a person must look. While the books are very busy it
    /// may fall behind, and catches up later.
    ///
    /// @return what does not add up
    @Scheduled(fixedDelayString = "${okpay.ledger.verify-every:PT1M}")
    public Verification.Report verifyTheLatest() {
        long end = System.nanoTime() + settings.verifyFor().toNanos();
        var walk =
                verification.walk(
                        verified(), Position.at(clock.instant().minus(settings.verifyAfter())));
        long batches = 0;
        long orders = 0;
        long lines = 0;
        var flaws = new ArrayList<Verification.Flaw>();
        var heads = Map.<Integer, String>of();
        while (System.nanoTime() < end) {
            var slice = next(walk);
            if (slice == null) {
                break;
            }
            batches += slice.batches();
            orders += slice.orders();
            lines += slice.lines();
            flaws.addAll(slice.flaws());
            heads = slice.report().heads();
        }
        return new Verification.Report(batches, orders, lines, flaws, heads);
    }

    /// One node at a time; the marks of all lanes are moved together, and never back.
    private Verification.@Nullable Read next(Verification.Walk walk) {
        return transaction.execute(_ -> {
            boolean mine =
                    jdbc.sql(
                                    """
                                    select pg_try_advisory_xact_lock(
                                        hashtextextended('verify books', 0))
                                    """)
                            .query(Boolean.class)
                            .single();
            var found = mine ? walk.next() : null;
            if (found != null) {
                for (var flaw : found.flaws()) {
                    log.error("The books do not add up: {}", flaw.what());
                    flaw.account().ifPresent(this::close);
                }
                found.ends().values().forEach(this::remember);
            }
            return found;
        });
    }

    private void close(AccountId account) {
        var order =
                Order.of(
                        "verification:" + account,
                        "close-" + Position.at(clock.instant()),
                        new Instruction.Close(account, Stop.BOTH));
        ledger.book(order);
    }

    @Scheduled(cron = "0 30 3 * * *", zone = "UTC")
    void openMonths() {
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        for (int ahead = 0; ahead < 3; ahead++) {
            try {
                jdbc.sql("select ledger.open_month(:day)")
                        .param("day", today.plusMonths(ahead))
                        .query((row, n) -> n)
                        .list();
            } catch (DataAccessException e) {
                log.warn("The month of {} has no table of its own", today.plusMonths(ahead), e);
            }
        }
    }

    private Map<Integer, Lane.End> verified() {
        var ends = new HashMap<Integer, Lane.End>();
        jdbc.sql("select lane, n, batch, encode(seal, 'hex') as seal from ledger.verified")
                .query(
                        (RowCallbackHandler)
                                row ->
                                        ends.put(
                                                row.getInt("lane"),
                                                new Lane.End(
                                                        row.getInt("lane"),
                                                        row.getLong("n"),
                                                        row.getLong("batch"),
                                                        row.getString("seal"))));
        return ends;
    }

    private void remember(Lane.End end) {
        jdbc.sql(
                        """
                        insert into ledger.verified as verified (lane, n, batch, seal, at)
                        values (:lane, :n, :batch, decode(:seal, 'hex'), :now)
                        on conflict (lane) do update set n = excluded.n, batch = excluded.batch,
                            seal = excluded.seal, at = excluded.at
                        where excluded.n > verified.n
                        """)
                .param("lane", end.lane())
                .param("n", end.n())
                .param("batch", end.batch())
                .param("seal", end.seal())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
