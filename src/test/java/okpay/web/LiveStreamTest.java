package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.web.LiveStreams.Part;
import org.junit.jupiter.api.Test;

/// One open page, without a server.
class LiveStreamTest {

    private final ArrayDeque<Runnable> words = new ArrayDeque<>();
    private final ArrayDeque<Runnable> rest = new ArrayDeque<>();
    private final ArrayDeque<Runnable> back = new ArrayDeque<>();
    private final Line line = new Line();
    private final List<Set<String>> drawn = new ArrayList<>();
    private boolean isSignedIn = true;
    private int gone;
    private long latest;
    private List<Part> shown = List.of();
    private Runnable meanwhile = () -> {};

    private final LiveStream page = page(true);

    private LiveStream page(boolean isConversation) {
        return new LiveStream(
                new LivePage.Watched(
                        Set.of("case:1"),
                        isConversation ? Optional.of(this::latest) : Optional.empty(),
                        (_, kinds) -> {
                            drawn.add(kinds);
                            meanwhile.run();
                            return shown;
                        }),
                0,
                line,
                new LiveStream.Reader("li", () -> isSignedIn),
                new LiveStream.Lanes(words::add, rest::add, back::add),
                _ -> gone++);
    }

    @Test
    void whatWasSaidComesFirstAndTheRestDoesNotKeepItWaiting() {
        page.begin(false);
        page.ring("conversation");
        run(words);
        assertThat(drawn).containsExactly(Set.of("conversation"));
        page.ring("conversation");
        run(words);
        run(rest);
        assertThat(drawn).containsExactly(Set.of("conversation"), Set.of("conversation"), Set.of());
        assertThat(words).as("a still page has no turn").isEmpty();
        assertThat(rest).isEmpty();
    }

    @Test
    void theRestDoesNotGoWithTheWordsWhenTheyAreManyEither() {
        page.begin(false);
        // The words of many pages wait; there is time for the rest before.
        run(rest);
        assertThat(drawn).isEmpty();
        run(words);
        assertThat(drawn).containsExactly(Set.of("conversation"));
        run(rest);
        assertThat(drawn.getLast()).isEmpty();
        assertThat(drawn).hasSize(2);
    }

    @Test
    void newsThatComesTogetherIsOneTurn() {
        open();
        page.ring("conversation");
        page.ring("read");
        page.ring("conversation");
        assertThat(words).hasSize(1);
        page.ring("case");
        page.ring("case");
        assertThat(rest).hasSize(1);
        go();
        assertThat(drawn).containsExactly(Set.of("conversation", "read"), Set.of("case"));
    }

    @Test
    void whatComesWhileItDrawsIsDrawnAfterwards() {
        open();
        meanwhile =
                () -> {
                    meanwhile = () -> {};
                    page.ring("case");
                    run(rest);
                    page.ring("read");
                    assertThat(words).as("one turn at a time").isEmpty();
                };
        page.ring("conversation");
        run(words);
        assertThat(drawn)
                .as("the rest goes its own way")
                .containsExactly(Set.of("conversation"), Set.of("read"));
        run(rest);
        assertThat(drawn.getLast()).isEqualTo(Set.of("case"));
    }

    @Test
    void whoComesBackAndMissedNothingIsDrawnNothingAtFirst() {
        page.begin(true);
        go();
        assertThat(drawn).isEmpty();
        assertThat(line.sent).as("they hear that we are here").isNotEmpty();

        page.breatheIfDue(later());
        go();
        assertThat(drawn).containsExactly(Set.of());
    }

    @Test
    void whereItCannotBeSeenWhatWasMissedItIsDrawn() {
        latest = -1;
        page.begin(true);
        go();
        assertThat(drawn).containsExactly(Set.of("conversation"));
    }

    @Test
    void whoComesBackGetsTheRestWithinABreath() {
        latest = 7;
        page.begin(true);
        go();
        assertThat(drawn)
                .as("something was said meanwhile")
                .containsExactly(Set.of("conversation"));

        page.ring("desk");
        go();
        page.breatheIfDue(later());
        go();
        assertThat(drawn)
                .as("whatever else there is news of meanwhile")
                .containsExactly(Set.of("conversation"), Set.of("desk"), Set.of());
    }

    @Test
    void onlyEachFourthBreathOfAConversationLooksAgainAndEachSaysThatWeAreHere() {
        open();
        for (int i = 1; i <= 3; i++) {
            breathe(i);
        }
        assertThat(drawn).isEmpty();
        breathe(4);
        assertThat(drawn).containsExactly(Set.of());
        assertThat(line.sent).hasSize(5);
        assertThat(line.sent.getFirst()).startsWith("retry:");
        assertThat(line.sent.getLast()).isEqualTo(":still here\n\n");
    }

    @Test
    void anotherPageLooksAgainEachTime() {
        var payment = page(false);
        payment.begin(true);
        go();
        payment.breatheIfDue(later());
        go();
        assertThat(drawn).containsExactly(Set.of(), Set.of());
    }

    @Test
    void whatIsShownIsOnePieceHoweverManyLinesItHas() {
        shown = List.of(new Part("m-7", "<p>\r\none\n</p>", 7), new Part("head", "<h1>", 0));
        page.begin(false);
        go();
        assertThat(line.sent).hasSize(1);
        assertThat(line.sent.getFirst())
                .endsWith(
                        """
                        id:7
                        event:part
                        data:<p>
                        data:one
                        data:</p>

                        id:7
                        event:part
                        data:<h1>

                        """);
    }

    @Test
    void whoDoesNotReadIsNotWaitedForAndGetsItWhenTheyDo() {
        open();
        line.isNarrow = true;
        page.ring("conversation");
        page.ring("case");
        page.breatheIfDue(later());
        go();
        assertThat(drawn).as("nothing is drawn for the drawer").isEmpty();

        line.isNarrow = false;
        page.goOn();
        go();
        assertThat(drawn).containsExactly(Set.of("conversation"), Set.of("case"));
        page.goOn();
        go();
        assertThat(drawn).as("there is no news").hasSize(2);
    }

    @Test
    void whatLooksAsBeforeIsNotSentAgain() {
        shown = List.of(new Part("m-1", "<p>one</p>", 1));
        page.begin(false);
        go();
        page.ring("case");
        go();
        assertThat(line.sent).hasSize(1);
        shown = List.of(new Part("m-1", "<p>other</p>", 1));
        page.ring("case");
        go();
        assertThat(line.sent).hasSize(2);
    }

    @Test
    void whoSignedOutSeesNothingMore() {
        open();
        isSignedIn = false;
        page.ring("conversation");
        go();
        assertThat(drawn).isEmpty();
        assertThat(line.isOver).isTrue();
        isGoneForGood();
    }

    @Test
    void leaveIsTakenAfterWhatIsBeingWritten() {
        open();
        meanwhile =
                () -> {
                    page.end();
                    assertThat(line.isOver).as("while it draws").isFalse();
                };
        page.ring("conversation");
        go();
        assertThat(line.isOver).isTrue();
        isGoneForGood();
    }

    @Test
    void aBrokenLineIsLetGo() {
        shown = List.of(new Part("m-1", "<p>one</p>", 1));
        line.isBroken = true;
        page.begin(false);
        go();
        isGoneForGood();
    }

    @Test
    void aPageThatCannotBeDrawnIsLetGoSoThatItsReaderComesBack() {
        meanwhile =
                () -> {
                    throw new IllegalArgumentException("no database");
                };
        page.begin(false);
        go();
        assertThat(line.isOver).isTrue();
        isGoneForGood();
    }

    private void isGoneForGood() {
        assertThat(gone).isPositive();
        int before = drawn.size();
        page.ring("conversation");
        page.ring("case");
        page.breatheIfDue(later());
        go();
        assertThat(drawn).hasSize(before);
    }

    /// A page that has looked at everything once.
    private void open() {
        page.begin(false);
        go();
        drawn.clear();
    }

    /// The so-manieth time since it was opened.
    private void breathe(int time) {
        page.breatheIfDue(System.nanoTime() + Duration.ofSeconds(16L * time).toNanos());
        assertThat(words).hasSize(1);
        go();
        page.breatheIfDue(System.nanoTime());
        assertThat(words).as("not yet").isEmpty();
    }

    private static long later() {
        return System.nanoTime() + Duration.ofSeconds(16).toNanos();
    }

    private long latest() {
        if (latest < 0) {
            throw new IllegalStateException("the database is away");
        }
        return latest;
    }

    private void go() {
        run(back);
        run(words);
        run(rest);
    }

    private static void run(ArrayDeque<Runnable> turns) {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    /// The way to a browser.
    private static final class Line implements LiveLine {
        private final List<String> sent = new ArrayList<>();
        private boolean isNarrow;
        private boolean isBroken;
        private boolean isOver;

        @Override
        public boolean isReady() {
            return !isNarrow;
        }

        @Override
        public void write(String events) throws IOException {
            if (isBroken) {
                throw new IOException("broken pipe");
            }
            sent.add(events);
        }

        @Override
        public void end() {
            isOver = true;
        }
    }
}
