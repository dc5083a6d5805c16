package okpay.web;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open page. While nothing happens it is a few small objects and no thread: a ring asks for a
/// turn, turns of one page come one after the other, and rings that come meanwhile are one. What
/// was said is told at once; all else, which takes longer to draw, waits with that of other pages,
/// and no words wait for it.
final class LiveStream {

    /// All is to be looked at.
    static final String ALL = "";

    private static final String BREATHES = "breathes";
    private static final Set<String> LIGHT = Set.of("conversation", "read", BREATHES);
    private static final Logger log = LoggerFactory.getLogger(LiveStream.class);
    private static final long BREATH = Duration.ofSeconds(15).toNanos();

    private final LivePage.Watched watched;
    private final LiveLine line;
    private final Reader reader;
    private final Lanes lanes;
    private final Consumer<LiveStream> gone;
    private final Set<String> kinds = ConcurrentHashMap.newKeySet(4);
    private final AtomicInteger rings = new AtomicInteger();

    /// The rest asked for its turn while there was another.
    private final AtomicBoolean owesTurn = new AtomicBoolean();

    private volatile boolean isOver;

    // Only a turn reads and writes these.
    private final Map<String, Integer> shown = HashMap.newHashMap(4);
    private long last;
    private boolean isNew = true;

    // Only the clock reads and writes this.
    private int breaths;

    /// When it breathes next, unless it hears something before.
    private volatile long breathAt = System.nanoTime() + (long) (Math.random() * BREATH);

    /// At its next breath everything is looked at, and no news puts that off.
    private volatile boolean owesWhole;

    /// @param after the last message number the reader has
    /// @param gone told when its reader has gone, perhaps more than once
    LiveStream(
            LivePage.Watched watched,
            long after,
            LiveLine line,
            Reader reader,
            Lanes lanes,
            Consumer<LiveStream> gone) {
        this.watched = watched;
        this.line = line;
        this.gone = gone;
        this.last = after;
        this.reader = reader;
        this.lanes = lanes;
    }

    Set<String> topics() {
        return watched.topics();
    }

    String who() {
        return reader.who;
    }

    void close() {
        gone.accept(this);
    }

    /// Its reader is sent elsewhere. Only a turn writes to them, and so only a turn takes leave.
    void end() {
        close();
        isOver = true;
        ring();
    }

    /// The first word may be said. Of those who come back together after their connection broke,
    /// most have missed nothing; each is told of all else at a moment of its own.
    void begin(boolean comesBack) {
        owesWhole = watched.isConversation() && comesBack;
        if (owesWhole) {
            long has = last;
            ring(BREATHES);
            execute(lanes.back, () -> lookBack(has));
            return;
        }
        if (watched.isConversation()) {
            ring("conversation");
        }
        ring(ALL);
    }

    private void lookBack(long has) {
        try {
            if (watched.last().orElseThrow().getAsLong() > has) {
                ring("conversation");
            }
        } catch (RuntimeException e) {
            log.debug("What was missed is looked for in the long way", e);
            ring("conversation");
        }
    }

    /// There is news of something. Kinds are there before the turn begins.
    void ring(String kind) {
        boolean isNews = kinds.add(kind);
        if (LIGHT.contains(kind)) {
            ring();
        } else if (isNews) {
            execute(lanes.rest, this::turnForAll);
        }
    }

    /// Its reader takes more now.
    void goOn() {
        ring();
        if (!LIGHT.containsAll(kinds)) {
            execute(lanes.rest, this::turnForAll);
        }
    }

    private void ring() {
        if (rings.getAndIncrement() == 0) {
            execute(lanes.words, () -> turn(false));
        }
    }

    /// Conversations hear of their news from every node, and look for themselves only now and then.
    void breatheIfDue(long now) {
        if (now - breathAt < 0) {
            return;
        }
        breathAt = now + BREATH;
        breaths++;
        if (owesWhole || !watched.isConversation() || breaths % 4 == 0) {
            owesWhole = false;
            ring(ALL);
        }
        ring(BREATHES);
    }

    private static void execute(Executor lane, Runnable turn) {
        try {
            lane.execute(turn);
        } catch (RejectedExecutionException e) {
            log.trace("This node is stopping", e);
        }
    }

    private void turnForAll() {
        owesTurn.set(true);
        if (rings.getAndIncrement() == 0) {
            owesTurn.set(false);
            turn(true);
        }
    }

    /// @param isForAll whether there is time for more than what was said
    private void turn(boolean isForAll) {
        int answered;
        do {
            answered = rings.get();
            try {
                // What cannot be written now stays news until it can.
                if (!isOver && line.isReady()) {
                    look(isForAll);
                }
            } catch (IOException | SignedOut e) {
                log.trace("The reader has gone", e);
                isOver = true;
            } catch (RuntimeException | Error e) {
                log.warn("A live page failed; its reader will come back", e);
                isOver = true;
            }
            if (isOver) {
                close();
                line.end();
                return;
            }
        } while (rings.addAndGet(-answered) != 0);
        if (owesTurn.getAndSet(false) && !LIGHT.containsAll(kinds)) {
            execute(lanes.rest, this::turnForAll);
        }
    }

    private void look(boolean isForAll) throws IOException {
        var news = new HashSet<>(kinds);
        if (!isForAll) {
            news.retainAll(LIGHT);
        }
        kinds.removeAll(news);
        var events = new StringBuilder(isNew ? "retry:" + patience() + "\n\n" : "");
        boolean isBreath = news.remove(BREATHES);
        if (!news.isEmpty()) {
            draw(news.contains(ALL) ? Set.of() : news, events);
        }
        if (isBreath) {
            events.append(":still here\n\n");
        }
        if (!events.isEmpty()) {
            line.write(events.toString());
        }
        isNew = false;
    }

    /// In milliseconds. Those who lose their connection together come back one after the other.
    private static long patience() {
        return 200 + (long) (Math.random() * 800);
    }

    /// Nobody who has signed out, or was signed out, sees anything more.
    private void draw(Set<String> news, StringBuilder events) {
        if (!isNew && !reader.isSignedIn.getAsBoolean()) {
            throw new SignedOut();
        }
        if (!owesWhole) {
            breathAt = System.nanoTime() + BREATH;
        }
        for (var part : watched.drawing().draw(last, news)) {
            last = Math.max(last, part.seq());
            show(part, events);
        }
    }

    /// What looks as before is not sent again.
    private void show(LiveStreams.Part part, StringBuilder events) {
        var before = shown.put(part.id(), part.html().hashCode());
        if (before == null || before != part.html().hashCode()) {
            events.append("id:").append(last).append("\nevent:part\ndata:");
            events.append(part.html().replace("\r", "").replace("\n", "\ndata:"));
            events.append("\n\n");
        }
    }

    /// @param isSignedIn whether the session the page was opened with still lasts
    record Reader(String who, BooleanSupplier isSignedIn) {}

    private static final class SignedOut extends RuntimeException {}

    /// Who draws what was said, who draws all else, and who looks whether anything was missed.
    record Lanes(Executor words, Executor rest, Executor back) {}
}
