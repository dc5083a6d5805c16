package okpay.resolution;

import okpay.feedback.SurveyAnswered;
import okpay.feedback.Surveys;
import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Who was unhappy with how it went is not closed away, but heard again by a person.
@Component
class Unhappy {

    private final Cases cases;
    private final Conversations conversations;
    private final Resolutions resolutions;

    Unhappy(Cases cases, Conversations conversations, Resolutions resolutions) {
        this.cases = cases;
        this.conversations = conversations;
        this.resolutions = resolutions;
    }

    @ApplicationModuleListener
    void on(SurveyAnswered news) {
        if (news.score() > Surveys.LOW) {
            return;
        }
        var one = cases.root(cases.find(news.of()).orElseThrow());
        cases.lock(one.id());
        cases.raise(one.id(), Priority.HIGH, "unhappy");
        conversations.say(
                one.conversation(), Body.Words.of("chat.unhappy"), "unhappy:" + news.of());
        resolutions.handOver(one);
    }
}
