package okpay.resolution;

import java.util.Optional;
import java.util.Set;
import okpay.desk.Alerts;
import okpay.desk.Exposures;
import okpay.desk.Queue;
import okpay.desk.Strikes;
import okpay.language.Tone;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import okpay.support.Raise;
import okpay.support.Tags;
import okpay.understanding.Understanding;
import org.springframework.stereotype.Component;

/// Words that hurt whoever reads them, and words of somebody who is hurt. The case is locked before
/// its conversation, here as everywhere.
@Component
class Civility {

    private final Understanding understanding;
    private final Strikes strikes;
    private final Cases cases;
    private final Conversations conversations;
    private final Tags tags;
    private final Exposures exposures;
    private final Alerts alerts;

    Civility(
            Understanding understanding,
            Strikes strikes,
            Cases cases,
            Conversations conversations,
            Tags tags,
            Exposures exposures,
            Alerts alerts) {
        this.understanding = understanding;
        this.strikes = strikes;
        this.cases = cases;
        this.conversations = conversations;
        this.tags = tags;
        this.exposures = exposures;
        this.alerts = alerts;
    }

    /// Counts what is abusive, and asks once in a conversation to stay civil. The case goes on as
    /// if nothing had been said.
    void hear(Case one, String text, long seq) {
        understanding.tones(text).stream()
                .filter(it -> it.kind() == Tone.Kind.ABUSIVE)
                .findFirst()
                .ifPresent(it -> {
                    cases.lock(one.id());
                    strikes.add(one, seq, it.words());
                    conversations.say(one.conversation(), Body.Words.of("chat.civil"), "civil");
                });
    }

    /// Whoever is in danger, or pressed by somebody to pay, is told at once what helps, each once
    /// in a conversation; and it presses more than anything else.
    void protect(CaseId id, Set<Tone.Kind> kinds) {
        var one = cases.lock(id);
        for (var kind : kinds) {
            conversations.say(one.conversation(), Body.Words.of("chat." + kind), "protect:" + kind);
        }
        cases.raise(id, Priority.URGENT, Raise.DANGER);
        tags.put(id, Optional.empty(), Queue.HARD);
        one.assignee()
                .filter(_ -> one.stage().isOpen())
                .ifPresent(it -> {
                    exposures.begin(id, it);
                    alerts.tell(it, id, Alerts.Kind.URGENT, "", "urgent:" + id + kinds);
                });
    }
}
