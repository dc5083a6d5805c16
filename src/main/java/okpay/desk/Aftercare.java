package okpay.desk;

import okpay.feedback.SurveyAnswered;
import okpay.feedback.Surveys;
import okpay.identity.Agents;
import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// What follows an answer to "how did it go": who was unhappy is not closed away but heard again,
/// and praise reaches the person it is for.
@Component
class Aftercare {

    private static final int PRAISE = 5;

    private final Cases cases;
    private final Conversations conversations;
    private final Alerts alerts;
    private final Presence presence;
    private final Agents agents;

    Aftercare(
            Cases cases,
            Conversations conversations,
            Alerts alerts,
            Presence presence,
            Agents agents) {
        this.cases = cases;
        this.conversations = conversations;
        this.alerts = alerts;
        this.presence = presence;
        this.agents = agents;
    }

    @ApplicationModuleListener
    void on(SurveyAnswered news) {
        var one = cases.find(news.of()).orElseThrow();
        if (news.score() >= PRAISE) {
            one.assignee()
                    .ifPresent(it ->
                            alerts.tell(
                                    it,
                                    one.id(),
                                    Alerts.Kind.PRAISED,
                                    news.comment(),
                                    "praise:" + one.id()));
            return;
        }
        if (news.score() > Surveys.LOW) {
            return;
        }
        cases.lock(one.id());
        cases.raise(one.id(), Priority.HIGH, "unhappy");
        cases.handToAgent(one.id());
        conversations.say(one.conversation(), Body.Words.of("chat.unhappy"), "unhappy:" + one.id());
        for (var it : Ladder.supervisors(presence, agents)) {
            alerts.tell(it, one.id(), Alerts.Kind.UNHAPPY, news.comment(), "unhappy:" + one.id());
        }
    }
}
