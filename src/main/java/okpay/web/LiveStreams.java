package okpay.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import okpay.identity.Sessions;
import okpay.resolution.FourEyes;
import okpay.support.CaseMoved;
import okpay.support.MessageWritten;
import okpay.support.Notes;
import okpay.support.PromiseMoved;
import okpay.wallet.PaymentMoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Keeps open pages true. News only wakes a page's stream; the stream then reads from the database
/// what its reader has not seen, in order, and sends those parts that look different from before.
/// So nothing is lost, doubled or disordered, however the connection breaks: the browser comes back
/// with the last number it has.
@Component
public class LiveStreams {

    private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
    private static final Duration BREATH = Duration.ofSeconds(15);

    /// A page whose news comes from all nodes is read again without any only now and then.
    private static final int RARELY = 4;

    private final Map<String, Set<Semaphore>> sleepers = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final WebSettings settings;
    private final Sessions sessions;

    LiveStreams(WebSettings settings, Sessions sessions) {
        this.settings = settings;
        this.sessions = sessions;
    }

    /// A piece of the page with an `id` of its own.
    ///
    /// @param seq the number of the message it is, or 0
    public record Part(String id, String html, long seq) {}

    /// Opens a stream that wakes on any of the topics.
    ///
    /// @param after the last message number the reader has
    /// @param parts what the page should show now, given the last number that was sent
    public SseEmitter open(Set<String> topics, long after, LongFunction<List<Part>> parts) {
        return open(topics, after, 1, parts);
    }

    /// As [#open], for a page with a conversation: [Overhearing] hears of its news from every node,
    /// so that it costs nothing while nobody speaks.
    public SseEmitter openChat(Set<String> topics, long after, LongFunction<List<Part>> parts) {
        return open(topics, after, RARELY, parts);
    }

    private SseEmitter open(
            Set<String> topics, long after, int breaths, LongFunction<List<Part>> parts) {
        var emitter = new SseEmitter(0L);
        if (open.incrementAndGet() > settings.mostStreams()) {
            open.decrementAndGet();
            emitter.complete();
            return emitter;
        }
        var bell = new Semaphore(1);
        var reader = reader();
        topics.forEach(topic -> join(topic, bell));
        var thread =
                Thread.ofVirtual()
                        .name("live")
                        .start(() -> {
                            try {
                                keepTrue(
                                        emitter,
                                        bell,
                                        after,
                                        breaths,
                                        whileSignedIn(emitter, reader, parts));
                            } finally {
                                topics.forEach(topic -> leave(topic, bell));
                                open.decrementAndGet();
                            }
                        });
        emitter.onCompletion(thread::interrupt);
        emitter.onError(_ -> thread.interrupt());
        return emitter;
    }

    /// Whether the session this page was opened with still lasts.
    private BooleanSupplier reader() {
        return RequestContextHolder.currentRequestAttributes()
                        instanceof ServletRequestAttributes here
                ? Cookies.token(here.getRequest())
                        .<BooleanSupplier>map(token -> () -> sessions.find(token).isPresent())
                        .orElse(() -> false)
                : () -> false;
    }

    /// Nobody who has signed out, or was signed out, sees anything more.
    private static LongFunction<List<Part>> whileSignedIn(
            SseEmitter emitter, BooleanSupplier reader, LongFunction<List<Part>> parts) {
        return seq -> {
            if (reader.getAsBoolean()) {
                return parts.apply(seq);
            }
            emitter.complete();
            throw new IllegalStateException("signed out");
        };
    }

    public void wake(String topic) {
        sleepers.getOrDefault(topic, Set.of()).forEach(Semaphore::release);
    }

    @EventListener
    void on(MessageWritten news) {
        wakeAfterCommit("conversation:" + news.conversation());
    }

    /// Whether anybody has a page open on it here.
    boolean isWatched(String topic) {
        return sleepers.containsKey(topic);
    }

    @EventListener
    void on(PaymentMoved news) {
        wakeAfterCommit("payment:" + news.payment());
    }

    @EventListener
    void on(CaseMoved news) {
        wakeAfterCommit("case:" + news.id());
        wakeAfterCommit("desk");
    }

    @EventListener
    void on(Notes.NoteWritten news) {
        wakeAfterCommit("case:" + news.of());
    }

    @EventListener
    void on(PromiseMoved news) {
        wakeAfterCommit("case:" + news.of());
    }

    @EventListener
    void on(FourEyes.ProposalMoved news) {
        wakeAfterCommit("payment:" + news.payment());
        wakeAfterCommit("desk");
    }

    /// Not a transactional listener: those are written to the log of news, and waking a page is not
    /// worth a row.
    private void wakeAfterCommit(String topic) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake(topic);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wake(topic);
                    }
                });
    }

    private static void keepTrue(
            SseEmitter emitter,
            Semaphore bell,
            long after,
            int breaths,
            LongFunction<List<Part>> parts) {
        var shown = new HashMap<String, Integer>();
        long last = after;
        int silent = 0;
        try {
            while (true) {
                boolean rung = bell.tryAcquire(BREATH.toMillis(), TimeUnit.MILLISECONDS);
                bell.drainPermits();
                silent = rung ? 0 : silent + 1;
                if (silent % breaths != 0) {
                    emitter.send(SseEmitter.event().comment("still here"));
                    continue;
                }
                for (var part : parts.apply(last)) {
                    last = Math.max(last, part.seq());
                    send(emitter, part, last, shown);
                }
                if (!rung) {
                    emitter.send(SseEmitter.event().comment("still here"));
                }
            }
        } catch (IOException | IllegalStateException e) {
            log.trace("The reader has gone", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("A live page failed; its reader will come back", e);
            emitter.completeWithError(e);
        }
    }

    /// What looks as before is not sent again.
    private static void send(SseEmitter emitter, Part part, long last, Map<String, Integer> shown)
            throws IOException {
        var before = shown.put(part.id(), part.html().hashCode());
        if (before == null || before != part.html().hashCode()) {
            emitter.send(
                    SseEmitter.event()
                            .id(Long.toString(last))
                            .name("part")
                            .data(part.html().replace("\r", "")));
        }
    }

    private void join(String topic, Semaphore bell) {
        sleepers.compute(
                topic,
                (_, there) -> {
                    var bells = there == null ? ConcurrentHashMap.<Semaphore>newKeySet() : there;
                    bells.add(bell);
                    return bells;
                });
    }

    private void leave(String topic, Semaphore bell) {
        sleepers.computeIfPresent(
                topic,
                (_, bells) -> {
                    bells.remove(bell);
                    return bells.isEmpty() ? null : bells;
                });
    }
}
