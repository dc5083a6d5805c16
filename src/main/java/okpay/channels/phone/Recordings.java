package okpay.channels.phone;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import okpay.channels.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// What is said on the telephone with the caller's consent: kept while it is said, a few seconds at
/// a time, the caller on the left and our colleague on the right.
@Component
class Recordings implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Recordings.class);

    /// Ten seconds.
    private static final int PART = 10 * Sound.RATE * 2 * 2;

    private static final int TRIES = 5;
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Recordings(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /// Goes on where an earlier one of the same call ended.
    Recording begin(UUID call) {
        int parts =
                jdbc.sql("select count(*) from channels.talk_sound where call = :call")
                        .param("call", call)
                        .query(Integer.class)
                        .single();
        return new Recording(call, parts);
    }

    /// One that goes on. Whoever gives it sound does not wait for the database.
    final class Recording implements AutoCloseable {

        private final UUID call;
        private int number;
        private ByteArrayOutputStream part = new ByteArrayOutputStream(PART);
        private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);

        private Recording(UUID call, int parts) {
            this.call = call;
            this.number = parts;
        }

        /// @param caller 20 ms of linear sound, as is the other
        void add(byte[] caller, byte[] ours) {
            part.writeBytes(Sound.beside(caller, ours));
            if (part.size() >= PART) {
                put();
            }
        }

        private void put() {
            var full = part.toByteArray();
            int mine = number++;
            part = new ByteArrayOutputStream(PART);
            stored = stored.thenRunAsync(() -> store(call, mine, full), threads);
        }

        /// After it all of it is kept.
        @Override
        public void close() {
            if (part.size() > 0) {
                put();
            }
            stored.join();
        }
    }

    private void store(UUID call, int number, byte[] sound) {
        for (int i = 1; ; i++) {
            try {
                transaction.executeWithoutResult(_ -> insert(call, number, sound));
                return;
            } catch (DataAccessException | TransactionException e) {
                if (i == TRIES) {
                    log.warn("A piece of a recording is lost: {}", e.toString());
                    return;
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }

    private void insert(UUID call, int number, byte[] sound) {
        jdbc.sql(
                        """
                        insert into channels.talk_sound (call, part, sound)
                        values (:call, :part, :sound) on conflict do nothing
                        """)
                .param("call", call)
                .param("part", number)
                .param("sound", sound)
                .update();
    }

    /// All of it, as a file.
    ///
    /// @return empty when nothing was recorded
    Optional<byte[]> file(UUID call) {
        var all = new ByteArrayOutputStream();
        jdbc.sql("select sound from channels.talk_sound where call = :call order by part")
                .param("call", call)
                .query((row, _) -> row.getBytes("sound"))
                .list()
                .forEach(all::writeBytes);
        return all.size() == 0 ? Optional.empty() : Optional.of(Sound.wav(all.toByteArray(), 2));
    }

    void forget(UUID call) {
        jdbc.sql("delete from channels.talk_sound where call = :call").param("call", call).update();
    }

    @Override
    public void destroy() {
        Ending.gently(threads);
    }
}
