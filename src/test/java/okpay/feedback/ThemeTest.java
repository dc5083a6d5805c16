package okpay.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import okpay.channels.Outbox;
import okpay.channels.Outgoing;
import okpay.feedback.Wishes.Kind;
import okpay.feedback.Wishes.State;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Wishes become themes, themes come with a release, and who asked is told.
class ThemeTest extends Story {

    @Autowired private Themes themes;
    @Autowired private Releases releases;
    @Autowired private Wishes wishes;
    @Autowired private Outbox outbox;
    @Autowired private JdbcClient jdbc;

    private Agent chen;

    @BeforeEach
    void nothingIsWishedYet() {
        jdbc.sql("delete from feedback.wish").update();
        jdbc.sql("delete from feedback.theme").update();
        chen = agent("老陈", Role.SUPERVISOR);
    }

    @Test
    void whatMeansTheSameIsOneTheme() {
        var li = customer("李雷");
        var han = customer("韩梅");
        tells(li, "请增加深色模式，晚上看太刺眼");
        tells(han, "希望有夜间模式，深色的界面");
        tells(han, "能不能支持指纹支付");
        tells(li, "Please add a dark mode, it is too bright at night");
        tells(han, "Please add a dark mode for the night");
        wishes.tell(li.id(), told(Kind.PRAISE, "Great app, I love it"));
        themes.group();

        assertThat(names()).hasSize(3);
        var dark = themes.all().getFirst();
        assertThat(dark.open()).isEqualTo(2);
        assertThat(dark.people()).isEqualTo(2);
        themes.group();
        assertThat(names()).as("each once").hasSize(3);

        // Whoever knows both languages puts them together, and what comes finds both.
        var others = themes.all();
        assertThat(releases.plan(other(others, "dark"), "4.0")).isTrue();
        assertThat(themes.merge(other(others, "dark"), other(others, "深色"))).isTrue();
        assertThat(releases.open()).as("the release is not lost").containsExactly("4.0");
        tells(customer("露西"), "Please add a dark mode for the evening");
        themes.group();
        assertThat(names()).hasSize(2);
        assertThat(themes.all().getFirst().open()).isEqualTo(5);
        assertThat(themes.wishes(themes.all().getFirst().id()))
                .as("what comes later is planned, too")
                .allMatch(it -> it.state() == State.PLANNED);
        assertThat(releases.plan(themes.all().getLast().id(), "5.0")).isTrue();
        assertThat(themes.merge(themes.all().getFirst().id(), themes.all().getLast().id()))
                .as("two releases")
                .isFalse();
    }

    private static UUID other(List<Themes.Theme> all, String word) {
        return all.stream().filter(it -> it.name().contains(word)).findFirst().orElseThrow().id();
    }

    @Test
    void whenTheReleaseIsThereWhoAskedIsToldOnce() {
        var li = customer("李雷");
        var han = customer("韩梅");
        tells(li, "请增加深色模式，晚上看太刺眼");
        tells(li, "希望有夜间模式，深色的界面");
        tells(han, "请增加深色模式");
        tells(han, "能不能支持指纹支付");
        themes.group();
        var dark = themes.all().getFirst();
        assertThat(dark.open()).isEqualTo(3);

        assertThat(releases.ship("3.2", "There", "有了", chen.id())).as("nothing planned").isEmpty();
        assertThat(releases.plan(dark.id(), "3.2")).isTrue();
        assertThat(themes.wishes(dark.id())).allMatch(it -> it.state() == State.PLANNED);
        assertThat(releases.ship("3.2", "", "有了", chen.id())).as("no words").isEmpty();
        // Who asks after it was planned is told, too.
        var lucy = customer("露西");
        tells(lucy, "请增加深色模式，晚上看太刺眼了");
        themes.group();

        assertThat(releases.ship("3.2", "Dark mode is there", "深色模式上线了", chen.id())).contains(3);
        assertThat(letters(li)).hasSize(1).allMatch(it -> it.contains("深色模式上线了"));
        assertThat(letters(han)).hasSize(1);
        assertThat(letters(lucy)).hasSize(1);
        assertThat(themes.wishes(dark.id())).allMatch(it -> it.state() == State.SHIPPED);
        assertThat(wishes.of(han.id())).anyMatch(it -> it.state() == State.NEW);
        assertThat(releases.ship("3.2", "Again", "再来", chen.id())).as("told before").isEmpty();
    }

    @Test
    void nonsenseIsRefused() {
        tells(customer("李雷"), "请增加深色模式");
        themes.group();
        var one = themes.all().getFirst().id();
        assertThat(themes.rename(one, " ")).isFalse();
        assertThat(themes.rename(one, "x".repeat(121))).isFalse();
        assertThat(releases.plan(one, "x".repeat(41))).isFalse();
        assertThat(releases.plan(Ids.next(), "1.0")).isTrue();
        assertThat(releases.ship("1.0", "a", "b", chen.id())).isEmpty();
        assertThat(themes.merge(one, Ids.next())).isFalse();
        assertThat(themes.merge(one, one)).isFalse();
        assertThat(names()).hasSize(1);
        assertThat(themes.rename(one, "深色")).isTrue();
        assertThat(names()).containsExactly("深色");
    }

    /// Whatever comes in whatever order: nothing is in two groups, and the same text is with
    /// itself.
    @Test
    void theSameTextIsAlwaysWithItself() {
        for (long seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            var groups = new Grouping<Integer>(0.9);
            for (int i = 0; i < 60; i++) {
                var meaning = new float[8];
                double square = 0;
                for (int d = 0; d < meaning.length; d++) {
                    meaning[d] = (float) random.nextGaussian();
                    square += meaning[d] * meaning[d];
                }
                for (int d = 0; d < meaning.length; d++) {
                    meaning[d] /= (float) Math.sqrt(square);
                }
                int fresh = i;
                int first = groups.nearest(meaning).orElse(fresh);
                groups.add(first, meaning);
                if (first == fresh) {
                    assertThat(groups.nearest(meaning)).as("seed %d", seed).contains(first);
                }
            }
        }
    }

    private List<String> names() {
        return themes.all().stream().map(Themes.Theme::name).toList();
    }

    private void tells(Someone who, String words) {
        assertThat(wishes.tell(who.id(), told(Kind.IDEA, words))).isEmpty();
        clock.passes(java.time.Duration.ofSeconds(1));
    }

    private static Wishes.Told told(Kind kind, String words) {
        return new Wishes.Told(kind, words, "", "", "");
    }

    private List<String> letters(Someone who) {
        var to = who.customer().email().orElseThrow().value();
        return outbox.latest(to).stream().map(Outgoing::body).toList();
    }
}
