package okpay.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.feedback.Surveys.Answered;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class SurveyTest extends Story {

    @Autowired private Surveys surveys;
    @Autowired private JdbcClient jdbc;
    @Autowired private FurtherQuestions questions;
    @Autowired private okpay.channels.Outbox outbox;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;

    @Test
    void aSolvedCaseIsAskedAboutOnceAndTheAnswerClosesIt() {
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("payment", Ids.next()));
        cases.move(one.id(), Stage.RESOLVED);
        eventually(() -> surveyOf(one) != null);
        var survey = SurveyId.read(String.valueOf(surveyOf(one))).orElseThrow();

        assertThat(surveys.answer(survey, customer("陌生人").id(), 5, ""))
                .isEqualTo(Answered.NOT_FOUND);
        assertThat(surveys.answer(survey, li.id(), 0, "")).isEqualTo(Answered.NOT_VALID);
        assertThat(surveys.answer(survey, li.id(), 6, "")).isEqualTo(Answered.NOT_VALID);
        assertThat(surveys.answer(survey, li.id(), 5, "x".repeat(1001)))
                .isEqualTo(Answered.NOT_VALID);
        var before = clock.instant();
        assertThat(surveys.answer(survey, li.id(), 4, "谢谢")).isEqualTo(Answered.THANKS);
        var said = surveys.commentsSince(before, 5).getFirst();
        assertThat(said.words()).isEqualTo("谢谢");
        assertThat(said.score()).isEqualTo(4);
        assertThat(said.of()).isEqualTo(one.id());
        assertThat(surveys.answer(survey, li.id(), 1, "")).isEqualTo(Answered.ALREADY);

        assertThat(surveys.find(survey).orElseThrow().score()).contains(4);
        assertThat(cases.find(one.id()).orElseThrow().stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void solvedAgainItIsAskedAgainButNotWhileTheFirstIsOpen() {
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        cases.move(one.id(), Stage.RESOLVED);
        eventually(() -> surveysOf(one) == 1);
        cases.move(one.id(), Stage.IN_PROGRESS);
        cases.move(one.id(), Stage.RESOLVED);
        eventually(() -> everythingIsHeard(one));
        var first = SurveyId.read(String.valueOf(surveyOf(one))).orElseThrow();
        assertThat(surveys.answer(first, li.id(), 2, "")).isEqualTo(Answered.THANKS);
        eventually(() -> cases.find(one.id()).orElseThrow().stage().isOpen());
        assertThat(surveysOf(one)).isEqualTo(1);

        cases.move(one.id(), Stage.IN_PROGRESS);
        cases.move(one.id(), Stage.RESOLVED);

        eventually(() -> surveysOf(one) == 2);
    }

    @Test
    void furtherQuestionsAreAskedOneAtATimeAndCounted() {
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("question", li.id()));
        cases.move(one.id(), Stage.RESOLVED);
        eventually(() -> surveysOf(one) == 1);
        var survey = SurveyId.read(String.valueOf(surveyOf(one))).orElseThrow();
        assertThat(answer(survey, li, "effort", 7)).isEqualTo(Answered.NOT_FOUND);
        surveys.answer(survey, li.id(), 5, "");
        var before = clock.instant();

        assertThat(questions.next(survey).orElseThrow().key()).isEqualTo("effort");
        assertThat(answer(survey, li, "effort", 8)).isEqualTo(Answered.NOT_VALID);
        assertThat(answer(survey, li, "effort", 6)).isEqualTo(Answered.THANKS);
        assertThat(answer(survey, li, "effort", 1)).isEqualTo(Answered.THANKS);
        assertThat(questions.next(survey).orElseThrow().key()).isEqualTo("recommend");
        assertThat(answer(survey, customer("陌生人"), "recommend", 9)).isEqualTo(Answered.NOT_FOUND);
        assertThat(answer(survey, li, "recommend", 9)).isEqualTo(Answered.THANKS);
        assertThat(answer(survey, li, "no_such", 1)).isEqualTo(Answered.NOT_VALID);

        assertThat(questions.next(survey)).isEmpty();
        var results = questions.since(before);
        assertThat(results.getFirst().average()).isEqualTo(6.0);
        assertThat(results.get(1).net()).isEqualTo(100);
    }

    @Test
    void whoCannotSignInAnswersByALinkAndOnlyByTheRightOne() {
        var li = customer("李雷");
        var one = cases.open(li.id(), Reference.to("sign-in", li.id()));
        cases.move(one.id(), Stage.WAITING);
        cases.move(one.id(), Stage.RESOLVED);
        var mail = li.customer().email().orElseThrow().value();
        eventually(() -> outbox.latest(mail).stream().anyMatch(it -> it.body().contains("/how/")));
        var letter =
                outbox.latest(mail).stream()
                        .filter(it -> it.body().contains("/how/"))
                        .findFirst()
                        .orElseThrow();
        var secret = letter.body().replaceAll("(?s).*/how/(\\w+).*", "$1");

        var survey = surveys.byLink(secret).orElseThrow();

        assertThat(survey.of()).isEqualTo(one.id());
        assertThat(surveys.byLink(secret + "x")).isEmpty();
        assertThat(surveys.byLink("")).isEmpty();
        assertThat(surveys.byLink(survey.id().toString())).isEmpty();
    }

    @Test
    void anOperatorAsksWhatTheyLike() {
        var words =
                new FurtherQuestions.Question(
                        "wish", FurtherQuestions.Kind.WORDS, "A wish?", "有什么愿望？");
        assertThat(questions.write(words)).isTrue();
        assertThat(questions.all()).contains(words);
        // Its kind stays: what was answered would mean something else.
        assertThat(
                        questions.write(
                                new FurtherQuestions.Question(
                                        "wish", FurtherQuestions.Kind.AGREE, "A wish?", "愿望")))
                .isFalse();
        assertThat(
                        questions.write(
                                new FurtherQuestions.Question(
                                        "Bad Key", FurtherQuestions.Kind.WORDS, "x", "x")))
                .isFalse();
        questions.takeAway("wish");
        assertThat(questions.all()).doesNotContain(words);
    }

    private Answered answer(SurveyId survey, okpay.house.Someone who, String key, int score) {
        return surveys.answer(survey, who.id(), key, java.util.Optional.of(score), "");
    }

    private long surveysOf(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .filter(it ->
                        it.body() instanceof Body.Shown(var what) && what.kind().equals("survey"))
                .count();
    }

    private @org.jspecify.annotations.Nullable String surveyOf(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .map(message -> message.body() instanceof Body.Shown(var what) ? what : null)
                .filter(what -> what != null && what.kind().equals("survey"))
                .map(Reference::id)
                .findFirst()
                .orElse(null);
    }

    /// Nobody still has to hear of what this case did.
    private boolean everythingIsHeard(Case one) {
        return jdbc.sql(
                                "select count(*) from news.event_publication"
                                        + " where serialized_event like '%' || :id || '%'")
                        .param("id", one.id().uuid().toString())
                        .query(Long.class)
                        .single()
                == 0;
    }
}
