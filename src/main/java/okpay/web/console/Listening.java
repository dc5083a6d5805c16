package okpay.web.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okpay.language.Intent;
import okpay.language.Tone;
import okpay.support.Author;
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
        var theirs =
                conversations.since(one.conversation(), 0).stream()
                        .filter(it -> it.author() instanceof Author.OfCustomer)
                        .filter(it -> it.body() instanceof Body.Text)
                        .toList();
        var latest = theirs.subList(Math.max(0, theirs.size() - LATEST), theirs.size());
        var all =
                latest.stream()
                        .map(it -> heard.get(one.conversation() + ":" + it.seq(), _ -> hear(it)))
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
