package okpay.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /// A batch on its way has a position already; after this long it is written or it never is.
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final Verification verification;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Caretaker(
            Ledger ledger,
            Verification verification,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
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

    /// Verifies what was written since the last time, and closes every account that does not add
    /// up, in both directions: a person must look.
    ///
    /// @return what does not add up
    @Scheduled(fixedDelayString = "${okpay.ledger.verify-every:PT1M}")
    public Verification.Report verifyTheLatest() {
        return Objects.requireNonNull(transaction.execute(_ -> verifyAlone()));
    }

    /// One node at a time; the marks of all lanes are moved together, and never back.
    private Verification.Report verifyAlone() {
        boolean mine =
                jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('verify books', 0))")
                        .query(Boolean.class)
                        .single();
        if (!mine) {
            return new Verification.Report(0, 0, 0, List.of(), Map.of());
        }
        var found = verification.since(verified(), Position.at(clock.instant().minus(SETTLED)));
        for (var flaw : found.flaws()) {
            log.error("The books do not add up: {}", flaw.what());
            flaw.account().ifPresent(this::close);
        }
        found.ends().values().forEach(this::remember);
        return found.report();
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
