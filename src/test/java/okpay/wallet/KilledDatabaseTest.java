package okpay.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okpay.database.EmbeddedPostgres;
import okpay.house.Someone;
import okpay.house.Story;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

class KilledDatabaseTest extends Story {

    private static final int PAYMENTS = 160;

    @Autowired private EmbeddedPostgres database;

    @Test
    void theDatabaseIsKilledUnderLoadAndEveryPaymentHappensOnce() throws Exception {
        var alice = customer("Alice").holding("500.00 CNY");
        var bob = customer("Bob");
        var done = new AtomicInteger();
        var tasks = new ArrayList<Callable<Attempt>>();
        for (int i = 0; i < PAYMENTS; i++) {
            var key = "killed-" + i;
            tasks.add(() -> {
                if (done.incrementAndGet() == PAYMENTS / 4) {
                    kill();
                }
                return payUntilAnswered(alice, bob, key);
            });
        }
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var attempt : threads.invokeAll(tasks)) {
                assertThat(attempt.get()).isInstanceOf(Attempt.Made.class);
            }
        }
        alice.holds("340.00 CNY");
        bob.holds("160.00 CNY");
    }

    private Attempt payUntilAnswered(Someone alice, Someone bob, String key)
            throws InterruptedException {
        for (int tries = 0; tries < 200; tries++) {
            try {
                return payments.send(
                        alice.customer(),
                        bob.customer(),
                        new PayOrder(money("1.00 CNY"), "", key, PIN));
            } catch (DataAccessException | TransactionException _) {
                Thread.sleep(Duration.ofMillis(150));
            }
        }
        throw new AssertionError("No answer to " + key);
    }

    private void kill() throws IOException {
        var postmaster = ProcessHandle.of(database.processId()).orElseThrow();
        var children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
