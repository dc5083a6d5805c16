package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.desk.Alerts;
import okpay.feedback.SurveyId;
import okpay.feedback.Surveys;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AftercareTest extends Story {

    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Surveys surveys;
    @Autowired private Alerts alerts;

    @Test
    void whoWasUnhappyIsHeardAgainByAPerson() {
        var wang = agent("小王", Role.AGENT);
        var chen = agent("陈主管", Role.SUPERVISOR);
        var one = solved(wang);

        answer(one, 1, "没有解决");

        eventually(() -> again(one).stage().isOpen());
        assertThat(again(one).priority()).isEqualTo(Priority.HIGH);
        eventually(() -> told(chen, Alerts.Kind.UNHAPPY));
        assertThat(conversations.since(one.conversation(), 0))
                .map(it -> it.body() instanceof Body.Words words ? words.key() : "")
                .contains("chat.unhappy");
    }

    @Test
    void praiseReachesThePersonItIsFor() {
        var wang = agent("小王", Role.AGENT);
        var one = solved(wang);

        answer(one, 5, "很耐心");

        eventually(() -> told(wang, Alerts.Kind.PRAISED));
        assertThat(again(one).stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void anOrdinaryAnswerClosesTheCaseAndDisturbsNobody() {
        var wang = agent("小王", Role.AGENT);
        var one = solved(wang);

        answer(one, 4, "");

        assertThat(again(one).stage()).isEqualTo(Stage.CLOSED);
        assertThat(told(wang, Alerts.Kind.PRAISED)).isFalse();
    }

    private Case solved(Agent by) {
        var who = customer("李雷").customer().id();
        var one = cases.take(cases.open(who, Reference.to("question", who)).id(), by.id());
        assertThat(cases.move(one.id(), Stage.RESOLVED)).isTrue();
        eventually(() -> survey(one) != null);
        return one;
    }

    private void answer(Case one, int score, String comment) {
        var id = SurveyId.read(String.valueOf(survey(one))).orElseThrow();
        assertThat(surveys.answer(id, one.customer(), score, comment))
                .isEqualTo(Surveys.Answered.THANKS);
    }

    private @org.jspecify.annotations.Nullable String survey(Case one) {
        return conversations.since(one.conversation(), 0).stream()
                .map(it ->
                        it.body() instanceof Body.Shown(var what) && what.kind().equals("survey")
                                ? what.id()
                                : "")
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse(null);
    }

    private boolean told(Agent agent, Alerts.Kind kind) {
        return alerts.unseen(agent.id()).stream().anyMatch(it -> it.kind() == kind);
    }

    private Case again(Case one) {
        return cases.find(one.id()).orElseThrow();
    }
}
