package okpay.web.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okpay.language.Intent;
import okpay.language.Tone;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.understanding.Understanding;
import org.springframework.stereotype.Component;

/// Reads what a customer wrote, for whoever answers; each message once.
@Component
class Listening {

    private static final int LATEST = 5;

    private final Conversations conversations;
    private final Understanding understanding;
    private final Cache<String, Said> heard = Caffeine.newBuilder().maximumSize(5_000).build();

    Listening(Conversations conversations, Understanding understanding) {
        this.conversations = conversations;
        this.understanding = understanding;
    }

    /// The intent of the latest words that have one, and the tones of the last few.
    Said of(Case one) {
        var all =
                conversations.latestOfCustomer(one.conversation(), LATEST).stream()
                        .map(it -> known(one, it))
                        .toList();
        var tones = new ArrayList<Tone>();
        Optional<Intent> intent = Optional.empty();
        long percent = 0;
        for (var said : all) {
            tones.addAll(said.tones());
            if (said.intent().isPresent()) {
                intent = said.intent();
                percent = said.percent();
            }
        }
        return new Said(intent, percent, List.copyOf(tones));
    }

    /// What is learned meanwhile may tell more.
    private Said known(Case one, Message message) {
        int loads = understanding.loads();
        return loads == 0
                ? hear(message)
                : heard.get(
                        // Words may be changed, or taken back.
                        "%s:%d:%d:%d"
                                .formatted(
                                        one.conversation(),
                                        message.seq(),
                                        message.body().hashCode(),
                                        loads),
                        _ -> hear(message));
    }

    private Said hear(Message message) {
        if (!(message.body() instanceof Body.Text(var text))) {
            return Said.NOTHING;
        }
        var sure = understanding.sure(text);
        return new Said(
                sure.flatMap(it -> understanding.intent(it.intent())),
                sure.map(it -> Math.round(it.confidence() * 100)).orElse(0L),
                understanding.tones(text));
    }
}
