package okpay.resolution;

import okpay.desk.Strikes;
import okpay.language.Tone;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Conversations;
import okpay.understanding.Understanding;
import org.springframework.stereotype.Component;

/// Words that hurt whoever reads them.
@Component
class Civility {

    private final Understanding understanding;
    private final Strikes strikes;
    private final Conversations conversations;

    Civility(Understanding understanding, Strikes strikes, Conversations conversations) {
        this.understanding = understanding;
        this.strikes = strikes;
        this.conversations = conversations;
    }

    /// Counts what is abusive, and asks once in a conversation to stay civil. The case goes on as
    /// if nothing had been said.
    void hear(Case one, String text, long seq) {
        understanding.tones(text).stream()
                .filter(it -> it.kind() == Tone.Kind.ABUSIVE)
                .findFirst()
                .ifPresent(it -> {
                    strikes.add(one, seq, it.words());
                    conversations.say(one.conversation(), Body.Words.of("chat.civil"), "civil");
                });
    }
}
