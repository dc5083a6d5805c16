package okpay.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okpay.database.Reserve;
import okpay.ledger.Scribe.Sealed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Group posting: takes whatever was asked while the last batches were being committed, decides it
/// in memory, writes all of it in one transaction, and tells everybody. Nobody waits for company: a
/// lone order is a batch of one.
///
/// Two ways of writing. *By heart*: on what the [Shelf] knows, several batches on their way at
/// once, each written only if every version it was decided on still stands. *With care* ([Rescue]),
/// after anything went wrong or while somebody else writes the same accounts: one batch at a time,
/// on locked accounts and looked-up keys.
final class Writer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final int MOST_CAREFUL_BATCHES = 256;
    private static final int WORTH_ANOTHER = 100;
    private static final String STOPPING = "OKPay is stopping";

    private final LedgerSettings settings;
    private final Scribe scribe;
    private final Rescue rescue;
    private final Shelf shelf;

    private final BlockingQueue<Command> queue;
    private final Semaphore places;
    private final ConcurrentLinkedQueue<Command> again = new ConcurrentLinkedQueue<>();

    /// Platform threads: a virtual one would stand in line behind all the callers it has just
    /// answered, between any two statements.
    private final ExecutorService threads;

    private final Executor reserved;
    private final Thread thread;
    private volatile boolean closing;

    private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);
    private Optional<Lane.End> end = Optional.empty();
    private int carefulBatches;
    private int carefulNextTime = 1;

    Writer(Scribe scribe, LedgerSettings settings) {
        this.scribe = scribe;
        this.settings = settings;
        this.rescue = new Rescue(scribe, settings.batch());
        this.shelf = new Shelf(settings.keep());
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.places = new Semaphore(settings.writers());
        this.threads =
                Executors.newFixedThreadPool(
                        settings.writers(),
                        Thread.ofPlatform().name("ledger-scribe-", 1).daemon().factory());
        this.reserved = Reserve.on(threads);
        this.thread =
                Thread.ofPlatform()
                        .name("ledger-writer")
                        .daemon()
                        .start(() -> Reserve.run(this::work));
    }

    void take(Command command) {
        if (closing || !queue.offer(command)) {
            throw new BooksUnavailable(
                    closing ? STOPPING : "Too many orders wait: " + queue.size());
        }
        if (closing && !thread.isAlive()) {
            sendHome();
        }
    }

    private void work() {
        while (!closing || isBusy()) {
            try {
                places.acquire();
                workOn(waiting());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                log.error("The writer of the books stumbled, and goes on", e);
            }
        }
    }

    private boolean isBusy() {
        return !queue.isEmpty()
                || !again.isEmpty()
                || places.availablePermits() < settings.writers();
    }

    /// Holds a place; whoever writes the batch gives it back.
    private void workOn(List<Command> commands) throws InterruptedException {
        if (!again.isEmpty() || (carefulBatches > 0 && !commands.isEmpty())) {
            places.acquire(settings.writers() - 1);
            try {
                startOver();
                rescue.bringThrough(together(commands));
            } finally {
                places.release(settings.writers());
            }
        } else if (commands.isEmpty()) {
            places.release();
        } else {
            writeByHeart(commands);
        }
    }

    private List<Command> waiting() throws InterruptedException {
        while (!last.isDone() && queue.size() < WORTH_ANOTHER) {
            pauseForTheLast();
        }
        var taken = new ArrayList<Command>();
        var first = queue.poll(again.isEmpty() ? 20 : 0, TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, settings.batch() - 1);
            taken.removeIf(Command::hasGoneAway);
        }
        return taken;
    }

    /// While a batch is on its way, a few orders do not make another: they would each cost a
    /// transaction, and be done no sooner.
    private void pauseForTheLast() throws InterruptedException {
        try {
            last.get(500, TimeUnit.MICROSECONDS);
        } catch (TimeoutException _) {
            // look at the queue again
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Forgets what may be wrong. The more often that happens, the longer we stay careful.
    private void startOver() {
        if (!again.isEmpty()) {
            carefulBatches = carefulNextTime;
            carefulNextTime = Math.min(carefulNextTime * 4, MOST_CAREFUL_BATCHES);
        } else if (--carefulBatches == 0) {
            carefulNextTime = Math.max(1, carefulNextTime / 2);
        }
        shelf.forgetAll();
        end = Optional.empty();
        last = CompletableFuture.completedFuture(true);
    }

    /// Those that failed come first, in the order they came.
    private List<Command> together(List<Command> commands) {
        var all = new ArrayList<Command>();
        for (var one = again.poll(); one != null; one = again.poll()) {
            all.add(one);
        }
        all.addAll(commands);
        return all;
    }

    private void writeByHeart(List<Command> commands) {
        Sealed decided;
        try {
            shelf.trim();
            decided = scribe.decide(commands, shelf, end.orElseGet(scribe::lockedEnd));
        } catch (RuntimeException | Error e) {
            log.debug("A batch could not be decided by heart", e);
            again.addAll(commands);
            places.release();
            return;
        }
        end = Optional.of(decided.end());
        var before = last;
        var mine = new CompletableFuture<Boolean>();
        last = mine;
        try {
            reserved.execute(() -> write(decided, before, mine));
        } catch (RejectedExecutionException e) {
            log.debug("Stopping: nobody is left to write", e);
            again.addAll(commands);
            mine.complete(false);
            places.release();
        }
    }

    private void write(
            Sealed decided, CompletableFuture<Boolean> before, CompletableFuture<Boolean> mine) {
        boolean done = false;
        try {
            scribe.write(decided, () -> waitFor(before));
            done = true;
            decided.batch().tellEverybody();
        } catch (RuntimeException | Error e) {
            log.debug("A batch failed and is written again with care", e);
            again.addAll(decided.batch().commands());
        } finally {
            mine.complete(done);
            places.release();
        }
    }

    private static void waitFor(CompletableFuture<Boolean> before) {
        try {
            if (!before.get(5, TimeUnit.SECONDS)) {
                throw new Journal.Stale("The batch before");
            }
        } catch (TimeoutException _) {
            throw new Journal.Stale("Not written in time; the batch before, perhaps,");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Journal.Stale("Interrupted; the batch before, perhaps,");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendHome() {
        for (var command : together(List.of())) {
            command.fail(new BooksUnavailable(STOPPING));
        }
        for (var command = queue.poll(); command != null; command = queue.poll()) {
            command.fail(new BooksUnavailable(STOPPING));
        }
    }

    /// Writes what still waits, and stops.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(settings.patience().toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        threads.shutdown();
        sendHome();
        try {
            Reserve.run(scribe::leave);
        } catch (RuntimeException e) {
            log.debug("The lane is free again in 15 seconds", e);
        }
    }
}
