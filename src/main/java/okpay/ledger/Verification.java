package okpay.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Computes the books again from what was written: every seal, every running balance and number of
/// every leg, every account against its last leg and its open holds, every currency's sum.
///
/// Reads one snapshot, streaming; keeps two numbers for each account. Writes nothing.
@Component
public class Verification {

    static final int MOST_FLAWS = 100;

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    Verification(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /// What does not add up.
    ///
    /// @param account whose books they are, where it is one account's
    public record Flaw(String what, Optional<AccountId> account) {}

    /// What was looked at and found, at most 100 flaws.
    ///
    /// @param heads the last seal of each lane, in hex: keep them outside to prove later that
    ///   nothing before was changed
    public record Report(
            long batches, long orders, long lines, List<Flaw> flaws, Map<Integer, String> heads) {

        public boolean isSound() {
            return flaws.isEmpty();
        }
    }

    /// Everything that was ever written.
    public Report all() {
        return Objects.requireNonNull(
                snapshot.execute(_ -> {
                    var found = read(Map.of(), Long.MAX_VALUE);
                    new AccountCheck(jdbc).againstLegs(found.flaws());
                    return found.report();
                }));
    }

    /// What was written since, up to a position: `since` tells where each lane stood.
    Read since(Map<Integer, Lane.End> since, long to) {
        return Objects.requireNonNull(snapshot.execute(_ -> read(since, to)));
    }

    /// What a reading found, and where each lane stands behind it.
    record Read(
            long batches, long orders, long lines, List<Flaw> flaws, Map<Integer, Lane.End> ends) {

        Report report() {
            var heads = new TreeMap<Integer, String>();
            ends.forEach((lane, end) -> heads.put(lane, end.seal()));
            return new Report(batches, orders, lines, flaws, heads);
        }
    }

    private Read read(Map<Integer, Lane.End> since, long to) {
        var flaws = new ArrayList<Flaw>();
        long from = since.isEmpty() ? 0 : firstUnread(since, to);
        try (var chain = new Chain(jdbc, from, to)) {
            return chain.follow(since, new RunningBalances(jdbc, from, flaws), flaws);
        }
    }

    /// The first batch that nobody has verified yet; a lane may be behind the others.
    private long firstUnread(Map<Integer, Lane.End> since, long to) {
        long first = to;
        for (int lane = 0; lane < Position.MOST_LANES; lane++) {
            var end = since.get(lane);
            first =
                    Math.min(
                            first,
                            jdbc.sql(
                                            """
                                            select coalesce(min(id), :to) from ledger.batch
                                            where lane = :lane and n = :next and id <= :to
                                            """)
                                    .param("lane", lane)
                                    .param("next", end == null ? 1 : end.n() + 1)
                                    .param("to", to)
                                    .query(Long.class)
                                    .single());
        }
        return first;
    }
}
