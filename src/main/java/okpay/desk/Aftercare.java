package okpay.desk;

import okpay.feedback.SurveyAnswered;
import okpay.feedback.Surveys;
import okpay.identity.Agents;
import okpay.support.Cases;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Who hears of an answer to "how did it go": supervisors of whoever was unhappy, and of praise the
/// person it is for.
@Component
class Aftercare {

    private static final int PRAISE = 5;

    private final Cases cases;
    private final Alerts alerts;
    private final Presence presence;
    private final Agents agents;

    Aftercare(Cases cases, Alerts alerts, Presence presence, Agents agents) {
        this.cases = cases;
        this.alerts = alerts;
        this.presence = presence;
        this.agents = agents;
    }

    @ApplicationModuleListener
    void on(SurveyAnswered news) {
        var one = cases.root(cases.find(news.of()).orElseThrow());
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
        for (var it : Ladder.supervisors(presence, agents)) {
            alerts.tell(it, one.id(), Alerts.Kind.UNHAPPY, news.comment(), "unhappy:" + one.id());
        }
    }
}
