package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import okpay.web.LiveStreams.Part;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// One open page, without a server.
class LiveStreamTest {

    private final ArrayDeque<Runnable> turns = new ArrayDeque<>();
    private final Line line = new Line();
    private final List<Set<String>> drawn = new ArrayList<>();
    private boolean isSignedIn = true;
    private int gone;
    private List<Part> shown = List.of();
    private Runnable meanwhile = () -> {};

    private final LiveStream page =
            new LiveStream(
                    line,
                    Set.of("case:1"),
                    0,
                    2,
                    (_, kinds) -> {
                        drawn.add(kinds);
                        meanwhile.run();
                        return shown;
                    },
                    () -> isSignedIn,
                    turns::add,
                    _ -> gone++);

    @Test
    void aStillPageHasNoTurn() {
        page.begin(LiveStream.ALL);
        go();
        assertThat(drawn).containsExactly(Set.of());
        assertThat(turns).isEmpty();
    }

    @Test
    void newsThatComesTogetherIsOneTurn() {
        page.begin(LiveStream.ALL);
        page.ring("conversation");
        page.ring("case");
        assertThat(turns).hasSize(1);
        go();
        assertThat(drawn).containsExactly(Set.of());

        page.ring("conversation");
        page.ring("read");
        go();
        assertThat(drawn.getLast()).containsExactlyInAnyOrder("conversation", "read");
    }

    @Test
    void whatComesWhileItDrawsIsDrawnAfterwards() {
        page.begin(LiveStream.ALL);
        go();
        meanwhile =
                () -> {
                    meanwhile = () -> {};
                    page.ring("case");
                    assertThat(turns).as("one turn at a time").isEmpty();
                };
        page.ring("conversation");
        go();
        assertThat(drawn).containsExactly(Set.of(), Set.of("conversation"), Set.of("case"));
    }

    @Test
    void whoComesBackGetsTheWordsFirstAndTheRestWithinABreath() {
        page.begin("conversation");
        go();
        assertThat(drawn).containsExactly(Set.of("conversation"));

        page.ring("desk");
        go();
        page.breatheIfDue(later());
        go();
        assertThat(drawn)
                .as("whatever else there is news of meanwhile")
                .containsExactly(Set.of("conversation"), Set.of("desk"), Set.of());
    }

    @Test
    void onlyEachSecondBreathLooksAgainAndEachSaysThatWeAreHere() {
        page.begin(LiveStream.ALL);
        go();
        breathe();
        assertThat(drawn).hasSize(1);
        breathe();
        assertThat(drawn).containsExactly(Set.of(), Set.of());
        assertThat(line.sent).isEqualTo(2);
    }

    @Test
    void whatLooksAsBeforeIsNotSentAgain() {
        shown = List.of(new Part("m-1", "<p>one</p>", 1));
        page.begin(LiveStream.ALL);
        go();
        page.ring("case");
        go();
        assertThat(line.sent).isEqualTo(1);
        shown = List.of(new Part("m-1", "<p>other</p>", 1));
        page.ring("case");
        go();
        assertThat(line.sent).isEqualTo(2);
    }

    @Test
    void whoSignedOutSeesNothingMore() {
        page.begin(LiveStream.ALL);
        go();
        isSignedIn = false;
        page.ring("conversation");
        go();
        assertThat(drawn).hasSize(1);
        assertThat(line.isOver).isTrue();
        isGoneForGood();
    }

    @Test
    void aLineThatHasEndedAlreadyIsLetGo() {
        line.isEnded = true;
        page.end();
        assertThat(gone).isPositive();
    }

    @Test
    void aBrokenLineIsLetGo() {
        shown = List.of(new Part("m-1", "<p>one</p>", 1));
        line.isBroken = true;
        page.begin(LiveStream.ALL);
        go();
        isGoneForGood();
    }

    @Test
    void aPageThatCannotBeDrawnIsLetGoSoThatItsReaderComesBack() {
        meanwhile =
                () -> {
                    throw new IllegalArgumentException("no database");
                };
        page.begin(LiveStream.ALL);
        go();
        assertThat(line.isOver).isTrue();
        isGoneForGood();
    }

    private void isGoneForGood() {
        assertThat(gone).isPositive();
        int before = drawn.size();
        page.ring("conversation");
        page.breatheIfDue(later());
        assertThat(turns).isEmpty();
        assertThat(drawn).hasSize(before);
    }

    private void breathe() {
        page.breatheIfDue(System.nanoTime() - Duration.ofSeconds(15).toNanos());
        assertThat(turns).as("not yet").isEmpty();
        page.breatheIfDue(later());
        assertThat(turns).hasSize(1);
        go();
    }

    private static long later() {
        return System.nanoTime() + Duration.ofSeconds(16).toNanos();
    }

    private void go() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    /// The way to a browser.
    private static final class Line extends SseEmitter {
        private int sent;
        private boolean isBroken;
        private boolean isOver;
        private boolean isEnded;

        @Override
        public void send(SseEventBuilder event) throws IOException {
            if (isBroken) {
                throw new IOException("broken pipe");
            }
            sent++;
        }

        @Override
        public synchronized void complete() {
            if (isEnded) {
                throw new IllegalStateException("not async any more");
            }
            isOver = true;
        }
    }
}
