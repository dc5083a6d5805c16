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

class SurveyTest extends Story {

    @Autowired private Surveys surveys;
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
        assertThat(surveys.answer(survey, li.id(), 4, "谢谢")).isEqualTo(Answered.THANKS);
        assertThat(surveys.answer(survey, li.id(), 1, "")).isEqualTo(Answered.ALREADY);

        assertThat(surveys.find(survey).orElseThrow().score()).contains(4);
        assertThat(cases.find(one.id()).orElseThrow().stage()).isEqualTo(Stage.CLOSED);
    }

    private @org.jspecify.annotations.Nullable String surveyOf(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .map(message -> message.body() instanceof Body.Shown(var what) ? what : null)
                .filter(what -> what != null && what.kind().equals("survey"))
                .map(Reference::id)
                .findFirst()
                .orElse(null);
    }
}
