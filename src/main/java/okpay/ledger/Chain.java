package okpay.ledger;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import okpay.ledger.Verification.Flaw;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The sealed batches as they stand in the database, read in the order of their positions with the
/// requests and lines that belong to them, and sealed again.
final class Chain implements AutoCloseable {

    private static final int AT_ONCE = 2_000;

    private record Sealed(long id, int lane, long n, int orders, int lines, String seal) {}

    private record Request(
            long id,
            String key,
            Gist gist,
            int size,
            @Nullable String refusal,
            @Nullable UUID proposal) {}

    private record Line(List<Long> numbers, String purpose) {
        long[] array() {
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }
    }

    private final List<Stream<?>> open = new ArrayList<>();
    private final Queue<Sealed> batches;
    private final Queue<Request> requests;
    private final Queue<Line> lines;
    private long orders;
    private long legs;

    /// Inside a transaction: one snapshot for all three.
    Chain(JdbcClient jdbc, long from, long to) {
        batches = new Queue<>(batches(jdbc, from, to), Sealed::id);
        requests = new Queue<>(requests(jdbc, from, to), Request::id);
        lines = new Queue<>(lines(jdbc, from, to), line -> line.numbers().getFirst());
    }

    /// Reads ahead by one.
    private static final class Queue<T> {
        private final Iterator<T> rows;
        private final ToLongFunction<T> position;
        private @Nullable T head;

        Queue(Stream<T> rows, ToLongFunction<T> position) {
            this.rows = rows.iterator();
            this.position = position;
            advance();
        }

        private void advance() {
            head = rows.hasNext() ? rows.next() : null;
        }

        /// The next one, if it stands before this position.
        Optional<T> before(long end) {
            var next = head;
            if (next == null || position.applyAsLong(next) >= end) {
                return Optional.empty();
            }
            advance();
            return Optional.of(next);
        }
    }

    Verification.Read follow(
            Map<Integer, Lane.End> since, RunningBalances running, List<Flaw> flaws) {
        var ends = new TreeMap<>(since);
        long count = 0;
        for (var next = batches.before(Long.MAX_VALUE);
                next.isPresent();
                next = batches.before(Long.MAX_VALUE)) {
            var batch = next.get();
            strays(batch.id(), flaws);
            var before =
                    ends.getOrDefault(batch.lane(), new Lane.End(batch.lane(), 0, 0, Seal.FIRST));
            var seal = sealedAgain(batch, before.seal(), running, flaws);
            if (batch.n() <= before.n()) {
                // Verified before; a lane that was behind the others made us read it again.
                continue;
            }
            if (batch.n() != before.n() + 1 || !seal.equals(batch.seal())) {
                add(
                        flaws,
                        "Batch %d of lane %d: the seal is broken"
                                .formatted(batch.n(), batch.lane()));
            }
            ends.put(batch.lane(), new Lane.End(batch.lane(), batch.n(), batch.id(), batch.seal()));
            count++;
        }
        strays(Long.MAX_VALUE, flaws);
        return new Verification.Read(count, orders, legs, flaws, ends);
    }

    private String sealedAgain(
            Sealed batch, String before, RunningBalances running, List<Flaw> flaws) {
        var seal = new Seal(before, batch.id());
        long end = Position.afterBatch(batch.id());
        int requestsHere = 0;
        for (var next = requests.before(end); next.isPresent(); next = requests.before(end)) {
            var one = next.get();
            seal.request(one.id(), one.key(), one.gist(), one.size(), one.refusal());
            seal.proposal(one.proposal());
            requestsHere++;
        }
        int linesHere = 0;
        for (var next = lines.before(end); next.isPresent(); next = lines.before(end)) {
            var numbers = next.get().array();
            seal.line(numbers, next.get().purpose());
            running.follow(numbers);
            linesHere++;
        }
        if (requestsHere != batch.orders() || linesHere != batch.lines()) {
            add(flaws, "Batch %d of lane %d: rows are missing".formatted(batch.n(), batch.lane()));
        }
        orders += requestsHere;
        legs += linesHere;
        return seal.done();
    }

    private void strays(long until, List<Flaw> flaws) {
        for (var next = requests.before(until); next.isPresent(); next = requests.before(until)) {
            add(flaws, "Request %d belongs to no batch".formatted(next.get().id()));
        }
        for (var next = lines.before(until); next.isPresent(); next = lines.before(until)) {
            add(flaws, "Line %d belongs to no batch".formatted(next.get().numbers().getFirst()));
        }
    }

    private static void add(List<Flaw> flaws, String what) {
        if (flaws.size() < Verification.MOST_FLAWS) {
            flaws.add(new Flaw(what, Optional.empty()));
        }
    }

    private <T> Stream<T> opened(Stream<T> rows) {
        open.add(rows);
        return rows;
    }

    private Stream<Sealed> batches(JdbcClient jdbc, long from, long to) {
        return opened(
                jdbc
                        .sql(
                                """
                                select id, lane, n, orders, lines, encode(seal, 'hex') as seal
                                from ledger.batch where id >= :from and id <= :to order by id
                                """)
                        .withFetchSize(AT_ONCE)
                        .param("from", from)
                        .param("to", to)
                        .query((row, n) ->
                                new Sealed(
                                        row.getLong("id"),
                                        row.getInt("lane"),
                                        row.getLong("n"),
                                        row.getInt("orders"),
                                        row.getInt("lines"),
                                        row.getString("seal")))
                        .stream());
    }

    private Stream<Request> requests(JdbcClient jdbc, long from, long to) {
        return opened(
                jdbc
                        .sql(
                                """
                                select id, key, hash, size, refusal, proposal from ledger.request
                                where id >= :from and id < :to order by id
                                """)
                        .withFetchSize(AT_ONCE)
                        .param("from", from)
                        .param("to", behind(to))
                        .query((row, n) ->
                                new Request(
                                        row.getLong("id"),
                                        row.getString("key"),
                                        Gist.read(row.getBytes("hash")),
                                        row.getInt("size"),
                                        row.getString("refusal"),
                                        row.getObject("proposal", UUID.class)))
                        .stream());
    }

    private Stream<Line> lines(JdbcClient jdbc, long from, long to) {
        return opened(
                jdbc
                        .sql(Lines.SELECT + " where id >= :from and id < :to order by id")
                        .withFetchSize(AT_ONCE)
                        .param("from", from)
                        .param("to", behind(to))
                        .query((row, n) -> {
                            var numbers = new ArrayList<Long>(Lines.COLUMNS);
                            for (int i = 1; i <= Lines.COLUMNS; i++) {
                                numbers.add(row.getLong(i));
                            }
                            return new Line(numbers, row.getString("purpose"));
                        })
                        .stream());
    }

    private static long behind(long batch) {
        return batch == Long.MAX_VALUE ? batch : Position.afterBatch(batch);
    }

    @Override
    public void close() {
        open.forEach(Stream::close);
    }
}
