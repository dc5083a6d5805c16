package okpay.ledger;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An order on its way through the writer, with whoever rides along and the caller who waits.
final class Command {

    /// What rides along with one order.
    record Ride<T>(Rider<T> rider, T what) {}

    private final Order order;
    private final String key;
    private final Gist gist;
    private final Authority authority;
    private final List<Ride<?>> rides;
    private final long deadline;
    private final CompletableFuture<Outcome> answer = new CompletableFuture<>();

    Command(Order order, Authority authority, List<Ride<?>> rides, Duration patience) {
        this.order = order;
        this.key = order.key();
        this.gist = Gist.of(order.chain());
        this.authority = authority;
        this.rides = List.copyOf(rides);
        this.deadline = System.nanoTime() + patience.toNanos();
    }

    Order order() {
        return order;
    }

    String key() {
        return key;
    }

    Gist gist() {
        return gist;
    }

    Authority authority() {
        return authority;
    }

    List<Ride<?>> rides() {
        return rides;
    }

    /// The caller does not wait any more; what was not written yet need not be.
    boolean hasGoneAway() {
        boolean tooLate = System.nanoTime() - deadline > 0;
        if (tooLate) {
            fail(new BooksUnavailable("No answer in time for " + key));
        }
        return tooLate;
    }

    void answer(Outcome outcome) {
        answer.complete(outcome);
    }

    void fail(RuntimeException e) {
        answer.completeExceptionally(e);
    }

    /// Waits until the books have written it down.
    Outcome await() {
        try {
            return answer.get(
                    Math.max(0, deadline - System.nanoTime()) + 100_000_000, TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw new BooksUnavailable("No answer in time for " + key);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new BooksUnavailable("Interrupted while waiting for " + key);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                cause.addSuppressed(new IllegalStateException("Asked here"));
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }
}
