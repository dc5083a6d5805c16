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
import okpay.support.Promises;
import okpay.support.Receipts;
import okpay.support.Rewriting;
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

    private final Map<String, Set<Bell>> sleepers = new ConcurrentHashMap<>();
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

    /// What a page should show now.
    public interface Drawing {

        /// @param after the last number that was sent
        /// @param kinds what there is news of (a topic's part before its colon); empty when all is
        ///   to be looked at
        List<Part> draw(long after, Set<String> kinds);
    }

    /// Rings for one page.
    private static final class Bell {
        private final Semaphore rings = new Semaphore(1);
        private final Set<String> kinds = ConcurrentHashMap.newKeySet();

        /// Kinds are there before the ring is heard.
        void ring(String kind) {
            kinds.add(kind);
            rings.release();
        }

        boolean hears() throws InterruptedException {
            boolean rung = rings.tryAcquire(BREATH.toMillis(), TimeUnit.MILLISECONDS);
            rings.drainPermits();
            return rung;
        }

        Set<String> taken() {
            var taken = Set.copyOf(kinds);
            kinds.removeAll(taken);
            return taken;
        }
    }

    /// Opens a stream that wakes on any of the topics.
    ///
    /// @param parts what the page should show now, in whole
    public SseEmitter open(Set<String> topics, long after, LongFunction<List<Part>> parts) {
        return open(topics, after, 1, (seq, _) -> parts.apply(seq));
    }

    /// As [#open], for a page with a conversation: [Overhearing] hears of its news from every node,
    /// so that it costs nothing while nobody speaks.
    ///
    /// @param after the last message number the reader has
    public SseEmitter openChat(Set<String> topics, long after, Drawing parts) {
        return open(topics, after, RARELY, parts);
    }

    private SseEmitter open(Set<String> topics, long after, int breaths, Drawing parts) {
        var emitter = new SseEmitter(0L);
        if (open.incrementAndGet() > settings.mostStreams()) {
            open.decrementAndGet();
            emitter.complete();
            return emitter;
        }
        var bell = new Bell();
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
    private static Drawing whileSignedIn(
            SseEmitter emitter, BooleanSupplier reader, Drawing parts) {
        return (seq, kinds) -> {
            if (reader.getAsBoolean()) {
                return parts.draw(seq, kinds);
            }
            emitter.complete();
            throw new IllegalStateException("signed out");
        };
    }

    public void wake(String topic) {
        var kind = topic.replaceFirst(":.*", "");
        sleepers.getOrDefault(topic, Set.of()).forEach(bell -> bell.ring(kind));
    }

    @EventListener
    void on(MessageWritten news) {
        wakeAfterCommit("conversation:" + news.conversation());
    }

    @EventListener
    void on(Receipts.Attended news) {
        wakeAfterCommit("read:" + news.conversation());
    }

    @EventListener
    void on(Rewriting.Rewritten news) {
        wakeAfterCommit("rewrite:" + news.conversation());
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
    void on(Promises.PromiseMoved news) {
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
            SseEmitter emitter, Bell bell, long after, int breaths, Drawing parts) {
        var shown = new HashMap<String, Integer>();
        long last = after;
        int silent = 0;
        try {
            while (true) {
                boolean rung = bell.hears();
                silent = rung ? 0 : silent + 1;
                if (silent % breaths != 0) {
                    emitter.send(SseEmitter.event().comment("still here"));
                    continue;
                }
                for (var part : parts.draw(last, bell.taken())) {
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

    private void join(String topic, Bell bell) {
        sleepers.compute(
                topic,
                (_, there) -> {
                    var bells = there == null ? ConcurrentHashMap.<Bell>newKeySet() : there;
                    bells.add(bell);
                    return bells;
                });
    }

    private void leave(String topic, Bell bell) {
        sleepers.computeIfPresent(
                topic,
                (_, bells) -> {
                    bells.remove(bell);
                    return bells.isEmpty() ? null : bells;
                });
    }
}
