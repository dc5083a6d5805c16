package okpay.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// One open page. While nothing happens it is a few small objects and no thread: a ring asks for a
/// turn, turns of one page come one after the other, and rings that come meanwhile are one.
final class LiveStream {

    /// All is to be looked at.
    static final String ALL = "";

    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final long BREATH = Duration.ofSeconds(15).toNanos();

    private final SseEmitter emitter;
    private final Set<String> topics;
    private final Consumer<LiveStream> gone;
    private final LiveStreams.Drawing parts;
    private final BooleanSupplier isSignedIn;
    private final Executor turns;
    private final int breaths;
    private final Set<String> kinds = ConcurrentHashMap.newKeySet(4);
    private final AtomicInteger rings = new AtomicInteger();

    // Only a turn reads and writes these.
    private final Map<String, Integer> shown = HashMap.newHashMap(4);
    private long last;
    private int silent;
    private boolean isNew = true;

    /// When it breathes next, unless it hears something before.
    private volatile long breathAt = System.nanoTime() + (long) (Math.random() * BREATH);

    /// At its next breath everything is looked at, and no news puts that off.
    private volatile boolean owesWhole;

    /// @param after the last message number the reader has
    /// @param breaths after how many silent breaths everything is looked at again
    /// @param isSignedIn whether the session this page was opened with still lasts
    /// @param gone told when its reader has gone, perhaps more than once
    LiveStream(
            SseEmitter emitter,
            Set<String> topics,
            long after,
            int breaths,
            LiveStreams.Drawing parts,
            BooleanSupplier isSignedIn,
            Executor turns,
            Consumer<LiveStream> gone) {
        this.emitter = emitter;
        this.topics = topics;
        this.gone = gone;
        this.last = after;
        this.breaths = breaths;
        this.parts = parts;
        this.isSignedIn = isSignedIn;
        this.turns = turns;
    }

    Set<String> topics() {
        return topics;
    }

    void close() {
        gone.accept(this);
    }

    /// Its reader is sent elsewhere.
    void end() {
        close();
        try {
            emitter.complete();
        } catch (IllegalStateException e) {
            log.trace("It has ended already", e);
        }
    }

    /// Its reader was just let in. Those who come together breathe one after the other.
    ///
    /// @param kind what there may be news of
    void begin(String kind) {
        owesWhole = !kind.equals(ALL);
        ring(kind);
    }

    /// Kinds are there before the turn begins.
    void ring(String kind) {
        kinds.add(kind);
        if (rings.getAndIncrement() == 0) {
            takeTurn();
        }
    }

    void breatheIfDue(long now) {
        if (now - breathAt < 0) {
            return;
        }
        if (owesWhole) {
            owesWhole = false;
            ring(ALL);
        } else if (rings.compareAndSet(0, 1)) {
            takeTurn();
        }
    }

    private void takeTurn() {
        try {
            turns.execute(this::turn);
        } catch (RejectedExecutionException e) {
            log.trace("This node is stopping", e);
        }
    }

    private void turn() {
        int answered;
        do {
            answered = rings.get();
            if (!isNew && !owesWhole) {
                breathAt = System.nanoTime() + BREATH;
            }
            try {
                look();
            } catch (IOException | IllegalStateException e) {
                log.trace("The reader has gone", e);
                end();
                return;
            } catch (RuntimeException | Error e) {
                log.warn("A live page failed; its reader will come back", e);
                end();
                return;
            }
        } while (rings.addAndGet(-answered) != 0);
    }

    private void look() throws IOException {
        var news = Set.copyOf(kinds);
        kinds.removeAll(news);
        if (news.isEmpty()) {
            silent = (silent + 1) % breaths;
        }
        if (!news.isEmpty() || silent == 0) {
            draw(news);
        }
        if (news.isEmpty()) {
            emitter.send(SseEmitter.event().comment("still here"));
        }
    }

    /// Nobody who has signed out, or was signed out, sees anything more.
    private void draw(Set<String> news) throws IOException {
        if (!isNew && !isSignedIn.getAsBoolean()) {
            throw new IllegalStateException("signed out");
        }
        isNew = false;
        for (var part : parts.draw(last, news.contains(ALL) ? Set.of() : news)) {
            last = Math.max(last, part.seq());
            send(part);
        }
    }

    /// What looks as before is not sent again.
    private void send(LiveStreams.Part part) throws IOException {
        var before = shown.put(part.id(), part.html().hashCode());
        if (before == null || before != part.html().hashCode()) {
            emitter.send(
                    SseEmitter.event()
                            .id(Long.toString(last))
                            .name("part")
                            .data(part.html().replace("\r", "")));
        }
    }
}
