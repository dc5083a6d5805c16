package okpay.web;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
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

    /// A page whose news comes from all nodes is read again without any only now and then.
    private static final int RARELY = 4;

    /// News of words, and nothing else.
    private static final String SPOKEN = "conversation";

    private final Map<String, Set<LiveStream>> sleepers = new ConcurrentHashMap<>();
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final ExecutorService turns =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("live-", 0).factory());
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

    /// Opens a stream that wakes on any of the topics.
    ///
    /// @param parts what the page should show now, in whole
    public SseEmitter open(Set<String> topics, long after, LongFunction<List<Part>> parts) {
        return open(topics, after, 1, (seq, _) -> parts.apply(seq), LiveStream.ALL);
    }

    /// As [#open], for a page with a conversation: [Overhearing] hears of its news from every node,
    /// so that it costs nothing while nobody speaks.
    ///
    /// @param after the last message number the page was drawn with
    /// @param last the last message number the reader has, if they come back after their connection
    ///   broke: what was said meanwhile is sent at once, all else within a breath, for thousands
    ///   may come back together
    public SseEmitter openChat(Set<String> topics, long after, Optional<Long> last, Drawing parts) {
        return last.isPresent()
                ? open(topics, last.get(), RARELY, parts, SPOKEN)
                : open(topics, after, RARELY, parts, LiveStream.ALL);
    }

    private SseEmitter open(
            Set<String> topics, long after, int breaths, Drawing parts, String first) {
        var emitter = new SseEmitter(0L);
        if (open.incrementAndGet() > settings.mostStreams()) {
            open.decrementAndGet();
            emitter.complete();
            return emitter;
        }
        var stream =
                new LiveStream(
                        emitter, topics, after, breaths, parts, reader(), turns, this::close);
        streams.add(stream);
        topics.forEach(topic -> join(topic, stream));
        emitter.onCompletion(stream::close);
        emitter.onError(_ -> stream.close());
        stream.begin(first);
        return emitter;
    }

    private void close(LiveStream stream) {
        if (streams.remove(stream)) {
            stream.topics().forEach(topic -> leave(topic, stream));
            open.decrementAndGet();
        }
    }

    /// Who hears nothing for a while is told that we are still here, and looks again now and then.
    @Scheduled(fixedRateString = "PT1S")
    void breathe() {
        long now = System.nanoTime();
        streams.forEach(it -> it.breatheIfDue(now));
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

    public void wake(String topic) {
        var kind = topic.replaceFirst(":.*", "");
        sleepers.getOrDefault(topic, Set.of()).forEach(stream -> stream.ring(kind));
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

    private void join(String topic, LiveStream stream) {
        sleepers.compute(
                topic,
                (_, there) -> {
                    var streams = there == null ? ConcurrentHashMap.<LiveStream>newKeySet() : there;
                    streams.add(stream);
                    return streams;
                });
    }

    private void leave(String topic, LiveStream stream) {
        sleepers.computeIfPresent(
                topic,
                (_, streams) -> {
                    streams.remove(stream);
                    return streams.isEmpty() ? null : streams;
                });
    }

    /// A node that is stopped lets go of its pages at once; they go on at another.
    @EventListener
    void on(ContextClosedEvent stopping) {
        // One that waits for a reader who does not read keeps no other.
        streams.forEach(it -> turns.execute(it::end));
    }

    @PreDestroy
    void stop() {
        turns.shutdownNow();
    }
}
