package okpay.channels.phone;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import okpay.channels.ArrivalId;
import okpay.channels.Ending;
import okpay.support.Case;
import okpay.support.CaseErased;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.ConversationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.Resource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// What is said on the telephone with the caller's consent: kept while it is said, a few seconds at
/// a time, the caller on the left and our colleague on the right.
@Component
public class Recordings implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Recordings.class);

    /// Ten seconds.
    private static final int PART = 10 * Sound.RATE * 2;

    private static final int TRIES = 5;
    private static final Duration BREATH = Duration.ofSeconds(1);

    /// A minute that the database has not taken yet; more is not held in memory.
    private static final int BACKLOG = 6;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final TransactionTemplate transaction;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Recordings(JdbcClient jdbc, Cases cases, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.transaction = transaction;
    }

    /// @param of the case it belongs to; empty while nobody knows whose it is
    public record Kept(Resource sound, Optional<CaseId> of) {}

    /// Goes on where an earlier one of the same call ended.
    Recording begin(UUID call) {
        int next =
                jdbc.sql(
                                """
                                select coalesce(max(part) + 1, 0) from channels.talk_sound
                                where call = :call
                                """)
                        .param("call", call)
                        .query(Integer.class)
                        .single();
        return new Recording(call, next);
    }

    /// One that goes on. Whoever gives it sound does not wait for the database.
    final class Recording {

        private final UUID call;
        private final AtomicInteger waiting = new AtomicInteger();
        private ByteArrayOutputStream part = new ByteArrayOutputStream(PART);
        private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);
        private int number;

        private Recording(UUID call, int number) {
            this.call = call;
            this.number = number;
        }

        /// @param caller 20 ms of linear sound, as is the other
        void add(byte[] caller, byte[] ours) {
            part.writeBytes(
                    Sound.beside(Sound.Law.PCMA.encode(caller), Sound.Law.PCMA.encode(ours)));
            if (part.size() >= PART) {
                put();
            }
        }

        private void put() {
            var full = part.toByteArray();
            int mine = number++;
            part = new ByteArrayOutputStream(PART);
            if (waiting.incrementAndGet() > BACKLOG) {
                waiting.decrementAndGet();
                log.warn("Ten seconds of a recording are lost: the database does not take them");
                return;
            }
            stored = stored.thenRunAsync(() -> store(mine, full), threads);
        }

        private void store(int mine, byte[] sound) {
            try {
                Recordings.this.store(call, mine, sound);
            } finally {
                waiting.decrementAndGet();
            }
        }

        /// @return done when all of it is kept
        CompletableFuture<Void> end() {
            if (part.size() > 0) {
                put();
            }
            return stored;
        }
    }

    private void store(UUID call, int number, byte[] sound) {
        for (int i = 1; ; i++) {
            try {
                transaction.executeWithoutResult(_ -> insert(call, number, sound));
                return;
            } catch (DataAccessException | TransactionException e) {
                if (i == TRIES) {
                    log.warn("Ten seconds of a recording are lost: {}", e.toString());
                    return;
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }

    /// Not where the caller has taken their consent back meanwhile.
    private void insert(UUID call, int number, byte[] sound) {
        jdbc.sql(
                        """
                        insert into channels.talk_sound (call, part, sound)
                        select call, :part, :sound from channels.talk
                        where call = :call and is_recorded for update
                        on conflict do nothing
                        """)
                .param("call", call)
                .param("part", number)
                .param("sound", sound)
                .update();
    }

    /// Whether anything of this call was kept.
    boolean isThere(UUID call) {
        return length(call) > 0;
    }

    private long length(UUID call) {
        return jdbc.sql(
                        """
                        select coalesce(sum(length(sound)), 0) from channels.talk_sound
                        where call = :call
                        """)
                .param("call", call)
                .query(Long.class)
                .single();
    }

    /// The recording that came as this arrival, to be played; it is read piece by piece.
    public Optional<Kept> of(ArrivalId arrival) {
        record Row(UUID call, Optional<UUID> in, Optional<UUID> where) {}
        return jdbc.sql(
                        """
                        select t.call, t.case_id, a.conversation
                        from channels.talk t join channels.arrival a on a.id = t.arrival
                        where t.arrival = :id
                        """)
                .param("id", arrival.uuid())
                .query((row, _) ->
                        new Row(
                                row.getObject("call", UUID.class),
                                Optional.ofNullable(row.getObject("case_id", UUID.class)),
                                Optional.ofNullable(row.getObject("conversation", UUID.class))))
                .optional()
                .map(it ->
                        new Kept(
                                new SoundOfBoth(length(it.call), n -> part(it.call, n)),
                                it.in.map(CaseId::new)
                                        .or(() ->
                                                it.where
                                                        .map(ConversationId::new)
                                                        .flatMap(cases::of)
                                                        .map(Case::id))));
    }

    /// @param n counted from 0, over those that are there
    private Optional<byte[]> part(UUID call, int n) {
        return jdbc.sql(
                        """
                        select sound from channels.talk_sound where call = :call
                        order by part limit 1 offset :n
                        """)
                .param("call", call)
                .param("n", n)
                .query((row, _) -> row.getBytes("sound"))
                .optional();
    }

    /// The caller has taken their consent back.
    void drop(UUID call) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("update channels.talk set is_recorded = false where call = :call")
                    .param("call", call)
                    .update();
            jdbc.sql("delete from channels.talk_sound where call = :call")
                    .param("call", call)
                    .update();
        });
    }

    @EventListener
    void on(CaseErased news) {
        jdbc.sql(
                        """
                        delete from channels.talk_sound s using channels.talk t, channels.arrival a
                        where s.call = t.call and t.arrival = a.id and a.conversation = :where
                        """)
                .param("where", news.conversation().uuid())
                .update();
    }

    @Override
    public void destroy() {
        Ending.gently(threads);
    }
}
