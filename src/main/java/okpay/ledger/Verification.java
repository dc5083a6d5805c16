package okpay.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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

    /// Read in well under a second, so that nobody waits for old rows to be cleared away.
    private static final int LINES_IN_A_SLICE = 10_000;

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
                    var found = readAll();
                    new AccountCheck(jdbc).againstLegs(found.flaws());
                    return found.report();
                }));
    }

    /// A walk through what was written since, slice by slice: each is read in a transaction of its
    /// own and a short one. A long one would keep the database from clearing away the old rows of
    /// accounts that are written all the time, until every look at them is slow.
    final class Walk {

        private final ArrayList<Flaw> flaws = new ArrayList<>();
        private final long to;
        private final int linesInASlice;
        private Map<Integer, Lane.End> ends;
        private @Nullable RunningBalances running;

        Walk(Map<Integer, Lane.End> since, long to, int linesInASlice) {
            this.ends = since;
            this.to = to;
            this.linesInASlice = linesInASlice;
        }

        /// @return what this slice found, and where each lane stands behind it; null when there is
        ///   nothing left
        @Nullable Read next() {
            return snapshot.execute(_ -> {
                // Better no slice this time than a long one.
                jdbc.sql("set local statement_timeout = '5s'").update();
                long from = firstUnread(ends, to);
                if (from > to) {
                    return null;
                }
                long end = endOfSlice(from, to, linesInASlice);
                if (running == null) {
                    running = new RunningBalances(jdbc, ends.isEmpty() ? 0 : from, flaws);
                }
                running.prepare(from, Position.afterBatch(end) - 1);
                try (var chain = new Chain(jdbc, from, end)) {
                    int known = flaws.size();
                    var read = chain.follow(ends, running, flaws);
                    ends = read.ends();
                    return new Read(
                            read.batches(),
                            read.orders(),
                            read.lines(),
                            List.copyOf(flaws.subList(known, flaws.size())),
                            ends);
                }
            });
        }
    }

    /// @param since where each lane stood
    /// @param to the last position
    Walk walk(Map<Integer, Lane.End> since, long to) {
        return new Walk(since, to, LINES_IN_A_SLICE);
    }

    /// The last of as many batches as have so many lines together, one at least.
    private long endOfSlice(long from, long to, int lines) {
        return jdbc.sql(
                        """
                        select max(id) from (
                            select id, sum(lines) over (order by id) - lines as before
                            from (select id, lines from ledger.batch
                                  where id >= :from and id <= :to order by id limit 2000) ahead) slice
                        where before < :lines
                        """)
                .param("from", from)
                .param("to", to)
                .param("lines", lines)
                .query(Long.class)
                .single();
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

    private Read readAll() {
        var flaws = new ArrayList<Flaw>();
        try (var chain = new Chain(jdbc, 0, Long.MAX_VALUE)) {
            return chain.follow(Map.of(), new RunningBalances(jdbc, 0, flaws), flaws);
        }
    }

    /// The first batch that nobody has verified yet; a lane may be behind the others.
    private long firstUnread(Map<Integer, Lane.End> since, long to) {
        long first = to + 1;
        for (int lane = 0; lane < Position.MOST_LANES; lane++) {
            var end = since.get(lane);
            first =
                    Math.min(
                            first,
                            jdbc.sql(
                                            """
                                            select coalesce(min(id), :to + 1) from ledger.batch
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
