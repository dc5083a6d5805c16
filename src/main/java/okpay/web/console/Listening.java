package okpay.web.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.help.Audience;
import okpay.help.Found;
import okpay.help.HelpSearch;
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
    private static final int ARTICLES = 3;

    private final Conversations conversations;
    private final Understanding understanding;
    private final HelpSearch search;
    private final Cache<String, List<Found.Hit>> answers =
            Caffeine.newBuilder()
                    .maximumSize(2_000)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();
    private final Cache<String, Said> heard = Caffeine.newBuilder().maximumSize(5_000).build();

    Listening(Conversations conversations, Understanding understanding, HelpSearch search) {
        this.search = search;
        this.conversations = conversations;
        this.understanding = understanding;
    }

    /// The intent of the latest words that have one, and the tones of the last few.
    Said of(Case one) {
        var written = conversations.latestOfCustomer(one.conversation(), LATEST);
        var all = written.stream().map(it -> known(one, it)).toList();
        var latest =
                written.reversed().stream()
                        .flatMap(it ->
                                it.body() instanceof Body.Text(var text)
                                        ? Stream.of(text)
                                        : Stream.<String>empty())
                        .findFirst()
                        .orElse("");
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
        return new Said(intent, percent, tones, latest.isEmpty() ? List.of() : articles(latest));
    }

    /// Looked for once in a while: articles are written meanwhile.
    private List<Found.Hit> articles(String text) {
        return answers.get(
                text,
                it -> {
                    var found = search.find(it, Audience.AGENTS, ARTICLES);
                    return found.isSure() ? found.hits() : List.of();
                });
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
                understanding.tones(text),
                List.of());
    }
}
