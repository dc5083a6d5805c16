package okpay.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Group reading: looks up with one statement whatever was asked while the last one was under way.
/// Nobody waits for company. Reads on [Reserve]d connections. For what every request looks up.
///
/// What was found may be kept for a moment, if the caller says so; what was not found never is.
/// Inside a transaction each caller looks up alone and afresh: it must see what it has written
/// itself.
public final class Grouped<K, V> implements AutoCloseable {

    private static final int MOST = 500;
    private static final int MOST_KEPT = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Function<List<K>, Map<K, V>> load;
    private final Cache<K, V> kept;
    private final BlockingQueue<Asked<K, V>> queue = new ArrayBlockingQueue<>(10_000);
    private final Thread reader;
    private volatile boolean closed;

    private record Asked<K, V>(K key, CompletableFuture<Optional<V>> answer) {}

    /// @param load finds what there is for these keys; called by a thread of its own, or by the
    ///   caller's inside a transaction
    /// @param keep how long an answer may be given again without looking; zero for never
    public Grouped(String name, Duration keep, Function<List<K>, Map<K, V>> load) {
        this.load = load;
        this.kept = Caffeine.newBuilder().expireAfterWrite(keep).maximumSize(MOST_KEPT).build();
        this.reader = Thread.ofPlatform().name(name).daemon().start(() -> Reserve.run(this::read));
    }

    public Optional<V> find(K key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return Optional.ofNullable(load.apply(List.of(key)).get(key));
        }
        var known = kept.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        var asked = new Asked<>(key, new CompletableFuture<Optional<V>>());
        if (closed || !queue.offer(asked)) {
            throw new QueryTimeoutException("Too many wait");
        }
        try {
            return asked.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryTimeoutException("Interrupted", e);
        } catch (TimeoutException e) {
            throw new QueryTimeoutException("No answer in " + PATIENCE, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e);
        }
    }

    /// What is kept under this key is not given again.
    public void forget(K key) {
        kept.invalidate(key);
    }

    public void forgetAll() {
        kept.invalidateAll();
    }

    private void read() {
        var group = new ArrayList<Asked<K, V>>();
        while (!closed) {
            try {
                group.add(queue.take());
                queue.drainTo(group, MOST - 1);
                answer(group);
                group.clear();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void answer(List<Asked<K, V>> group) {
        try {
            var keys = group.stream().map(Asked::key).distinct().toList();
            var found = new HashMap<>(load.apply(keys));
            kept.putAll(found);
            group.forEach(one -> one.answer().complete(Optional.ofNullable(found.get(one.key()))));
        } catch (RuntimeException e) {
            group.forEach(one -> one.answer().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
