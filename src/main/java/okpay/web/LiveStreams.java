package okpay.web;

import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

/// Keeps open pages true. News only wakes a page's stream; the stream then reads from the database
/// what its reader has not seen, in order, and sends those parts that look different from before.
/// So nothing is lost, doubled or disordered, however the connection breaks: the browser comes back
/// with the last number it has.
@Component
public class LiveStreams {

    /// However many pages are open, and come back at once: they draw so many at a time, and leave
    /// most connections of the database to those who do something.
    private static final int WORDS_AT_ONCE = 6;

    private static final int REST_AT_ONCE = 2;

    /// They wait for one statement together.
    private static final int BACK_AT_ONCE = 500;

    private final Map<String, Set<LiveStream>> sleepers = new ConcurrentHashMap<>();
    private final Map<String, Integer> readers = new ConcurrentHashMap<>();
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final ExecutorService words = lane("live-words-", WORDS_AT_ONCE);
    private final ExecutorService rest = lane("live-rest-", REST_AT_ONCE);
    private final ExecutorService back = lane("live-back-", BACK_AT_ONCE);
    private final LiveStream.Lanes lanes = new LiveStream.Lanes(words, rest, back);
    private final WebSettings settings;
    private volatile boolean isStopping;

    LiveStreams(WebSettings settings) {
        this.settings = settings;
    }

    private static ExecutorService lane(String name, int atOnce) {
        return Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().name(name, 0).factory());
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

    /// Whether no more pages can be open here, or not by this reader.
    boolean isFull(String who) {
        return streams.size() >= settings.mostStreams()
                || readers.getOrDefault(who, 0) >= settings.streamsEach();
    }

    /// A stream that is not open yet.
    ///
    /// @param after the last message number its reader has
    LiveStream stream(
            LivePage.Watched watched, long after, LiveLine line, LiveStream.Reader reader) {
        return new LiveStream(watched, after, line, reader, lanes, this::close);
    }

    /// From now on it hears of its topics.
    ///
    /// @param comesBack whether its connection broke before
    void open(LiveStream stream, boolean comesBack) {
        streams.add(stream);
        readers.merge(stream.who(), 1, Integer::sum);
        stream.topics().forEach(topic -> join(topic, stream));
        stream.begin(comesBack);
        if (isStopping) {
            stream.end();
        }
    }

    private void close(LiveStream stream) {
        if (streams.remove(stream)) {
            readers.computeIfPresent(stream.who(), (_, open) -> open == 1 ? null : open - 1);
            stream.topics().forEach(topic -> leave(topic, stream));
        }
    }

    /// Who hears nothing for a while is told that we are still here, and looks again now and then.
    @Scheduled(fixedRateString = "PT1S")
    void breathe() {
        long now = System.nanoTime();
        streams.forEach(it -> it.breatheIfDue(now));
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
        isStopping = true;
        streams.forEach(LiveStream::end);
    }

    @PreDestroy
    void stop() {
        words.shutdownNow();
        rest.shutdownNow();
        back.shutdownNow();
    }
}
