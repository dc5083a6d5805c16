package okpay.channels.voices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Pulse;
import okpay.feedback.Releases;
import okpay.feedback.Themes;
import okpay.feedback.Wishes;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.messengers.Mood;
import okpay.messengers.Square;
import okpay.messengers.Square.Corner;
import okpay.messengers.Square.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/// What is said in public, over each company's own protocol, and what we say to it.
class VoiceTest extends Story {

    private static final Map<Corner, Place> PLACES =
            Map.of(
                    Corner.PLAY, Place.PLAY_STORE,
                    Corner.APPLE, Place.APP_STORE,
                    Corner.WEIBO, Place.WEIBO);

    @Autowired private Square square;
    @Autowired private Ears ears;
    @Autowired private Voices voices;
    @Autowired private Replies replies;
    @Autowired private Wishes wishes;
    @Autowired private Themes themes;
    @Autowired private Releases releases;
    @Autowired private List<PublicPlace> places;
    @Autowired private Pulse pulse;

    private final AgentId wang = AgentId.next();

    @AfterEach
    void everybodyIsWell() {
        PLACES.keySet().forEach(it -> square.behave(it, Mood.PROMPT));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidIsHeardOnceAndAnsweredThere(Corner corner) {
        var words = "转账失败了，钱也没退回来 " + Ids.next();
        var id = say(corner, 2, words);
        ears.listen();
        ears.listen();

        var voice = heard(words);
        assertThat(voice.place()).isEqualTo(PLACES.get(corner));
        assertThat(voice.stars()).isEqualTo(corner == Corner.WEIBO ? 0 : 2);
        assertThat(voice.author()).isEqualTo("大白兔");
        assertThat(voice.at()).isEqualTo(post(corner, id).at());

        assertThat(answer(voice, replies.proposed(voice))).isEmpty();
        replies.send();
        assertThat(post(corner, id).answer()).contains(replies.way(voice)).contains("登录");
        assertThat(find(voice).state()).isEqualTo(Voice.State.SENT);
        replies.send();
        assertThat(post(corner, id).answers()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void allPagesAreRead(Corner corner) {
        var mark = Ids.next().toString();
        for (int i = 0; i < 7; i++) {
            say(corner, 1, mark + " " + i);
        }
        ears.listen();
        assertThat(voices.list(Voices.View.ALL, 0))
                .filteredOn(it -> it.words().startsWith(mark))
                .hasSize(7);
    }

    @Test
    void whatIsChangedIsKeptAsItWasAndReadAnew() {
        var words = "闪退 " + Ids.next();
        var id = say(Corner.PLAY, 1, words);
        ears.listen();
        var voice = heard(words);
        answer(voice, "我们正在修复，请更新到新版本。");
        replies.send();

        clock.passes(Duration.ofDays(1));
        square.change(id, 5, "好了", "更新后好用了 " + words);
        ears.listen();
        var changed = find(voice);
        assertThat(changed.stars()).isEqualTo(5);
        assertThat(changed.isChanged()).isTrue();
        assertThat(changed.state()).as("it may be answered anew").isEqualTo(Voice.State.NONE);
        assertThat(voices.before(voice.id()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.stars()).isOne();
                    assertThat(it.words()).isEqualTo(words);
                });
        assertThat(wish(voice).kind()).isEqualTo(Wishes.Kind.PRAISE);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAY", "APPLE"})
    void aPlaceThatIsNotWellIsAskedAgainAndAStillOneIsSeen(Corner corner) {
        var words = "余额不对 " + Ids.next();
        var id = say(corner, 1, words);
        ears.listen();
        var voice = heard(words);
        square.behave(corner, Mood.DOWN);
        answer(voice, "抱歉，我们正在查。");
        replies.send();
        assertThat(find(voice).state()).isEqualTo(Voice.State.WAITING);
        ears.listen();
        assertThat(lane(corner).failing()).isPresent();
        clock.passes(Duration.ofMinutes(36));
        assertThat(pulse.dead()).map(Pulse.Lane::name).contains(lane(corner).name());

        square.behave(corner, Mood.PROMPT);
        clock.passes(Duration.ofMinutes(1));
        replies.send();
        assertThat(post(corner, id).answer()).isEqualTo("抱歉，我们正在查。");
        ears.listen();
        assertThat(pulse.dead()).map(Pulse.Lane::name).doesNotContain(lane(corner).name());
    }

    @ParameterizedTest
    @EnumSource
    void whatAPlaceDoesNotTakeIsShownToWhoAnswered(Corner corner) {
        var words = "客服不理人 " + Ids.next();
        say(corner, 1, words);
        ears.listen();
        var voice = heard(words);
        square.behave(corner, Mood.CLOSED);
        answer(voice, "抱歉让您久等。");
        replies.send();

        assertThat(find(voice).state()).isEqualTo(Voice.State.REFUSED);
        assertThat(find(voice).why()).startsWith("HTTP 4");
        square.behave(corner, Mood.PROMPT);
        assertThat(answer(voice, "抱歉让您久等，已安排同事处理。")).isEmpty();
        replies.send();
        assertThat(find(voice).state()).isEqualTo(Voice.State.SENT);
    }

    @Test
    void whatTheGuardDoubtsIsNotSaid() {
        var said = "救命 " + Ids.next();
        say(Corner.APPLE, 1, said);
        ears.listen();
        var voice = heard(said);
        assertThat(answer(voice, "您的 200 元已退回")).contains(Replies.Reason.NOT_IN_PUBLIC);
        assertThat(replies.doubts(voice, "您的 200 元已退回")).isNotEmpty();
        assertThat(find(voice).state()).isEqualTo(Voice.State.NONE);
    }

    @Test
    void wordsNobodyHasReadAreNotAnswered() {
        var said = "改来改去 " + Ids.next();
        var id = say(Corner.PLAY, 1, said);
        ears.listen();
        var voice = heard(said);
        clock.passes(Duration.ofMinutes(1));
        square.change(id, 1, "又", said + " 更糟了");
        ears.listen();
        assertThat(replies.answer(voice.id(), "抱歉", voice.changes(), wang))
                .contains(Replies.Reason.CHANGED);

        assertThat(answer(voice, "抱歉")).isEmpty();
        clock.passes(Duration.ofMinutes(1));
        square.change(id, 2, "又", said + " 好一点");
        ears.listen();
        replies.send();
        assertThat(find(voice).state())
                .as("to other words than stand there")
                .isEqualTo(Voice.State.NONE);
        assertThat(voices.before(voice.id())).hasSize(2);
    }

    @Test
    void whereACommentWouldStandTwiceALostAnswerIsLeftToAPerson() {
        var said = "@OKPay 怎么回事 " + Ids.next();
        var id = say(Corner.WEIBO, 0, said);
        ears.listen();
        var voice = heard(said);
        square.behave(Corner.WEIBO, Mood.BUSY);
        answer(voice, "抱歉，我们在查。");
        replies.send();
        assertThat(find(voice).state()).as("too often: later").isEqualTo(Voice.State.WAITING);
        square.behave(Corner.WEIBO, Mood.DOWN);
        clock.passes(Duration.ofMinutes(1));
        replies.send();
        assertThat(find(voice).why()).isEqualTo(Replies.UNKNOWN);
        square.behave(Corner.WEIBO, Mood.PROMPT);
        clock.passes(Duration.ofDays(1));
        replies.send();
        assertThat(post(Corner.WEIBO, id).answers()).isZero();
    }

    @Test
    void eachPlaceIsListenedToInItsTime() {
        ears.listenWhenDue();
        var words = "新的 " + Ids.next();
        say(Corner.WEIBO, 0, words);
        ears.listenWhenDue();
        clock.passes(Duration.ofMinutes(20));
        ears.listenWhenDue();
        assertThat(voices.list(Voices.View.ALL, 0)).noneMatch(it -> it.words().equals(words));
        clock.passes(Duration.ofMinutes(11));
        ears.listenWhenDue();
        assertThat(heard(words).words()).isEqualTo(words);
    }

    @Test
    void whatIsNotAnAnswerIsRefused() {
        var said = "慢 " + Ids.next();
        say(Corner.WEIBO, 0, said);
        ears.listen();
        var voice = heard(said);
        assertThat(answer(voice, "  ")).contains(Replies.Reason.EMPTY);
        assertThat(answer(voice, "抱".repeat(141))).contains(Replies.Reason.TOO_LONG);
        assertThat(replies.answer(Ids.next(), "抱歉", 0, wang))
                .contains(Replies.Reason.NO_SUCH_VOICE);
        assertThat(answer(voice, "抱歉")).isEmpty();
        assertThat(answer(voice, "再说一次")).contains(Replies.Reason.ON_ITS_WAY);
    }

    @ParameterizedTest
    @CsvSource({"PLAY, 350", "APPLE, 5970", "WEIBO, 140"})
    void theWayToUsFitsIntoEveryAnswer(Corner corner, int longest) {
        for (var words : List.of("钱没到 ", "Money is missing ")) {
            var said = words + Ids.next();
            say(corner, 1, said);
            ears.listen();
            assertThat(replies.proposed(heard(said)).length()).isLessThanOrEqualTo(longest);
        }
    }

    @Test
    void whoeverSaidItComesToUsInPrivate() {
        var said = "退款一直没到 " + Ids.next();
        say(Corner.APPLE, 1, said);
        ears.listen();
        var voice = voices.coded(heard(said).code()).orElseThrow();
        assertThat(voice.words()).isEqualTo(said);
        assertThat(voices.coded("2222-2222")).isEmpty();
    }

    @Test
    void whatManyWishInPublicComesWithAReleaseAndTheyReadSo() {
        var said = "希望支持深色模式，晚上太刺眼了";
        var id = say(Corner.PLAY, 2, said);
        ears.listen();
        var voice = heard(said);
        themes.group();
        var theme =
                themes.all().stream()
                        .filter(it ->
                                themes.wishes(it.id()).stream()
                                        .anyMatch(w -> w.voice().equals(Optional.of(voice.id()))))
                        .findFirst()
                        .orElseThrow();
        assertThat(theme.people()).isPositive();
        var release = "R" + Ids.next();
        releases.plan(theme.id(), release);
        releases.ship(release, "Dark mode is here.", "深色模式来了，谢谢您的建议。", wang);
        replies.send();

        assertThat(post(Corner.PLAY, id).answer()).isEqualTo("深色模式来了，谢谢您的建议。");
        assertThat(wish(voice).state()).isEqualTo(Wishes.State.SHIPPED);
    }

    @Test
    void aSentenceThatIsNotForThePublicShipsNothing() {
        var said = "提现限额太低 " + Ids.next();
        var id = say(Corner.PLAY, 2, said);
        ears.listen();
        var voice = heard(said);
        answer(voice, "谢谢，已转给同事。");
        replies.send();
        for (var words : List.of("您的 5000 元限额已生效", "好".repeat(351))) {
            assertThat(wishes.move(wish(voice).id(), Wishes.State.SHIPPED, words, wang)).isFalse();
        }
        replies.send();

        assertThat(post(Corner.PLAY, id).answer()).isEqualTo("谢谢，已转给同事。");
        assertThat(find(voice).state()).isEqualTo(Voice.State.SENT);
        assertThat(wish(voice).state()).isEqualTo(Wishes.State.NEW);
    }

    @Test
    void whatIsThereNowGoesBeforeWhatAColleagueWasAboutToSay() {
        var said = "没有指纹登录 " + Ids.next();
        var id = say(Corner.PLAY, 2, said);
        ears.listen();
        var voice = heard(said);
        answer(voice, "谢谢，已转给同事。");
        assertThat(wishes.move(wish(voice).id(), Wishes.State.SHIPPED, "指纹登录来了。", wang)).isTrue();
        replies.send();
        assertThat(post(Corner.PLAY, id).answer()).isEqualTo("指纹登录来了。");
        assertThat(post(Corner.PLAY, id).answers()).isOne();
    }

    @Test
    void weeksTellHowWeAreJudged() {
        clock.passes(Duration.ofDays(60));
        var mark = Ids.next().toString();
        say(Corner.APPLE, 1, mark);
        say(Corner.APPLE, 5, mark + "b");
        say(Corner.WEIBO, 0, mark + "c");
        ears.listen();
        var weeks = voices.weeks(Duration.ofDays(3));
        assertThat(weeks)
                .filteredOn(it -> it.place() == Place.APP_STORE)
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.average()).isEqualTo(3.0);
                    assertThat(it.count()).isEqualTo(2);
                });
        assertThat(weeks).as("mentions have no stars").noneMatch(it -> it.place() == Place.WEIBO);
    }

    @Test
    void aPassThatIsNotBelievedAnyMoreIsMadeAnew() throws IOException {
        var play =
                places.stream()
                        .filter(it -> it.place() == Place.PLAY_STORE)
                        .findFirst()
                        .orElseThrow();
        play.listen(_ -> false);
        square.forgetPasses();
        var words = "新评价 " + Ids.next();
        say(Corner.PLAY, 3, words);
        ears.listen();
        assertThat(lane(Corner.PLAY).failing()).isPresent();
        ears.listen();
        assertThat(heard(words).words()).isEqualTo(words);
    }

    private String say(Corner corner, int stars, String words) {
        return square.say(corner, "大白兔", stars, corner == Corner.WEIBO ? "" : "不满意", words);
    }

    private Voice heard(String words) {
        return voices.list(Voices.View.ALL, 0).stream()
                .filter(it -> it.words().equals(words))
                .findFirst()
                .orElseThrow();
    }

    private Voice find(Voice it) {
        return voices.find(it.id()).orElseThrow();
    }

    private Post post(Corner corner, String id) {
        return square.posts(corner).stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Replies.Reason> answer(Voice voice, String words) {
        return replies.answer(voice.id(), words, find(voice).changes(), wang);
    }

    private Wishes.Wish wish(Voice voice) {
        return List.of(Wishes.State.values()).stream()
                .flatMap(it -> wishes.in(it, 0).stream())
                .filter(it -> it.voice().equals(Optional.of(voice.id())))
                .findFirst()
                .orElseThrow();
    }

    private Pulse.Lane lane(Corner corner) {
        return pulse.lanes().stream()
                .filter(it -> it.name().equals("voices." + PLACES.get(corner)))
                .findFirst()
                .orElseThrow();
    }
}
