package okpay.resolution;

import java.util.Optional;
import okpay.desk.Alerts;
import okpay.feedback.SurveyAnswered;
import okpay.feedback.Surveys;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import okpay.support.Raise;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// What follows an answer to "how did it go": who was unhappy is not closed away but heard again by
/// a person, and praise reaches the one it is for.
@Component
class Aftercare {

    private static final int PRAISE = 5;

    private final Cases cases;
    private final Conversations conversations;
    private final Resolutions resolutions;
    private final Alerts alerts;

    Aftercare(Cases cases, Conversations conversations, Resolutions resolutions, Alerts alerts) {
        this.cases = cases;
        this.conversations = conversations;
        this.resolutions = resolutions;
        this.alerts = alerts;
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
        } else if (news.score() <= Surveys.LOW) {
            hearAgain(one, news);
        }
    }

    private void hearAgain(Case one, SurveyAnswered news) {
        cases.lock(one.id());
        cases.raise(one.id(), Priority.HIGH, Raise.UNHAPPY);
        conversations.say(
                one.conversation(), Body.Words.of("chat.unhappy"), "unhappy:" + news.of());
        resolutions.handOver(one);
        alerts.tellSupervisors(
                one.id(),
                Alerts.Kind.UNHAPPY,
                news.comment(),
                "unhappy:" + one.id(),
                Optional.empty());
    }
}
