package okpay.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import okpay.house.Story;
import okpay.language.Intent;
import okpay.language.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Somebody teaches OKPay an intent of their own, sees what it changes, publishes it, and takes it
/// back.
class TeachingTest extends Story {

    private static final List<String> CATS =
            List.of(
                    "我家猫走丢了怎么办",
                    "猫咪不见了，帮我找猫",
                    "小猫跑出去没回来",
                    "找猫，橘色的，三岁",
                    "猫丢了两天了",
                    "我的猫跑丢了求帮忙",
                    "谁看到我家的猫了",
                    "猫从窗户跑了",
                    "寻猫启事怎么发",
                    "猫猫失踪了");

    @Autowired private Curriculum curriculum;
    @Autowired private Understanding understanding;
    @Autowired private VersionStore versions;
    @Autowired private Lessons lessons;

    @Test
    void anIntentIsTaughtTriedPublishedAndTakenBack() {
        curriculum.draft().examples().forEach(it -> curriculum.drop(it.text(), "Han"));
        curriculum.dropIntent("lost_cat", "Han");
        assertThat(curriculum.add(cats("lost_cat"), "Han")).isEmpty();
        assertThat(curriculum.add("lost_cat", CATS.subList(0, 3), "Han")).isEmpty();
        assertThat(curriculum.tryOut("Han"))
                .isEqualTo(new Curriculum.NotTried(Teaching.Flaw.TOO_FEW));
        assertThat(curriculum.add("lost_cat", CATS.subList(3, 10), "Han")).isEmpty();

        // What is live is learned too: the effect is told against it.
        for (var script : Script.values()) {
            lessons.of(script, Teaching.NOTHING, _ -> {});
        }
        int n = tried();
        var version = curriculum.find(n).orElseThrow();
        assertThat(version.progress()).isEqualTo(100);
        var effects = curriculum.effects(version);
        assertThat(effects).hasSize(2);
        var chinese = effects.getFirst();
        assertThat(chinese.script()).isEqualTo(Script.CHINESE);
        assertThat(chinese.before()).isBetween(0.5, 1.0);
        assertThat(chinese.after()).isBetween(0.5, 1.0);
        assertThat(effects.getLast().after()).isEqualTo(effects.getLast().before());
        assertThat(understanding.read("猫不见了")).as("nothing is live yet").isEmpty();

        assertThat(curriculum.publish(n, "Chen")).isTrue();
        assertThat(curriculum.publish(n, "Chen")).as("it is live already").isFalse();
        assertThat(curriculum.find(n).orElseThrow().publishedBy()).contains("Chen");
        understanding.load(versions.live().orElseThrow().teaching());
        assertThat(understanding.read("猫咪跑丢了").orElseThrow().best().intent()).isEqualTo("lost_cat");
        assertThat(understanding.intent("lost_cat").orElseThrow().zh()).isEqualTo("找猫");
        assertThat(understanding.several("我被扣了两次钱，另外忘记密码了怎么办"))
                .containsExactly("paid_twice", "forgot_password");
        assertThat(understanding.several("我被扣了两次钱。为什么重复扣款？")).isEmpty();

        CATS.forEach(it -> curriculum.drop(it, "Han"));
        assertThat(curriculum.tryOut("Han"))
                .as("an intent without sentences")
                .isEqualTo(new Curriculum.NotTried(Teaching.Flaw.TOO_FEW));
        curriculum.dropIntent("lost_cat", "Han");
        assertThat(curriculum.draft()).isEqualTo(Teaching.NOTHING);
        int without = tried();
        assertThat(curriculum.publish(without, "Chen")).isTrue();
        assertThat(curriculum.find(n).orElseThrow().state()).isEqualTo(Version.State.PAST);
        assertThat(curriculum.publish(n, "Chen")).as("put back").isTrue();
        assertThat(curriculum.publish(without, "Chen")).isTrue();
        assertThat(curriculum.publish(999_999, "Chen")).isFalse();
    }

    /// The others begin without anything learned.
    @AfterEach
    void forget() {
        understanding.forget();
    }

    private int tried() {
        var trying = curriculum.tryOut("Han");
        assertThat(trying).isInstanceOf(Curriculum.Trial.class);
        int n = ((Curriculum.Trial) trying).n();
        var until = java.time.Instant.now().plus(Duration.ofSeconds(60));
        while (curriculum.find(n).orElseThrow().state() == Version.State.LEARNING) {
            assertThat(java.time.Instant.now()).isBefore(until);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(curriculum.find(n).orElseThrow().state()).isEqualTo(Version.State.TRIED);
        return n;
    }

    @Test
    void nonsenseIsRefusedAndNothingIsKept() {
        var before = curriculum.draft();

        assertThat(curriculum.add(cats("No Name"), "Han")).contains(Teaching.Flaw.NAME);
        assertThat(curriculum.add(new Intent("empty_one", "", "x", "x"), "Han"))
                .contains(Teaching.Flaw.NAME);
        assertThat(curriculum.add(cats("paid_twice"), "Han")).contains(Teaching.Flaw.TAKEN);
        assertThat(curriculum.add("no_such", List.of("hello there"), "Han"))
                .contains(Teaching.Flaw.NO_SUCH_INTENT);
        assertThat(curriculum.add("paid_twice", List.of(" ", ""), "Han"))
                .contains(Teaching.Flaw.SENTENCE);
        assertThat(curriculum.add("paid_twice", List.of("x".repeat(301)), "Han"))
                .contains(Teaching.Flaw.SENTENCE);
        var known = curriculum.examples("forgot_password").getFirst().text();
        assertThat(curriculum.add("paid_twice", List.of(known + " "), "Han"))
                .as("it is an example of something else")
                .contains(Teaching.Flaw.KNOWN);
        var many =
                IntStream.range(0, 5_001)
                        .mapToObj(i -> "sentence " + (i + "").replaceAll("(\\d)", "$1-"))
                        .toList();
        assertThat(curriculum.add("paid_twice", many, "Han")).contains(Teaching.Flaw.TOO_MANY);
        assertThat(curriculum.add("paid_twice", List.of("Twice, again", "twice,  AGAIN"), "Han"))
                .as("one sentence in two spellings")
                .contains(Teaching.Flaw.KNOWN);
        assertThat(curriculum.add("paid_twice", Collections.nCopies(3, "abc\0"), "Han"))
                .contains(Teaching.Flaw.SENTENCE);

        assertThat(curriculum.draft()).isEqualTo(before);
    }

    /// A node that stops while it learns leaves nothing that looks as if it went on.
    @Test
    void aTrialThatStopsIsGivenUp() {
        int n = versions.begin(Teaching.NOTHING, "Han").orElseThrow();
        assertThat(versions.begin(Teaching.NOTHING, "Chen")).as("one at a time").isEmpty();
        versions.progress(n, 40);
        assertThat(curriculum.versions(5)).anyMatch(it -> it.n() == n && it.progress() == 40);

        clock.passes(Duration.ofMinutes(6));
        assertThat(curriculum.versions(5))
                .anyMatch(it -> it.n() == n && it.state() == Version.State.FAILED);
        assertThat(curriculum.publish(n, "Chen")).isFalse();
    }

    private static Intent cats(String id) {
        return new Intent(id, "Looking for a cat", "找猫", "A cat is lost.");
    }
}
