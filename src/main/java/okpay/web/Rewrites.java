package okpay.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import okpay.desk.Strikes;
import okpay.language.Tone;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.ConversationId;
import okpay.support.Message;
import okpay.support.Rewriting;
import okpay.understanding.Understanding;
import org.springframework.stereotype.Component;

/// What a reader may do with a message of their own, and what the desk can read of it.
@Component
class Rewrites {

    /// By then it is counted.
    private static final Duration COUNTED = Duration.ofSeconds(30);

    private final Rewriting rewriting;
    private final Strikes strikes;
    private final Understanding understanding;

    /// A page asks for each of its messages.
    private final Cache<ConversationId, Set<Long>> struck =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(1)).maximumSize(500).build();

    Rewrites(Rewriting rewriting, Strikes strikes, Understanding understanding) {
        this.strikes = strikes;
        this.understanding = understanding;
        this.rewriting = rewriting;
    }

    /// Where the reader changes this message or takes it back; empty when it is not theirs, or too
    /// late.
    String address(Page page, Case one, Message message) {
        boolean isWords =
                message.body() instanceof Body.Text || message.body() instanceof Body.Shown;
        boolean isHere = message.conversation().equals(one.conversation());
        boolean isYoung = message.at().plus(Rewriting.WINDOW).isAfter(page.now());
        return isWords && isHere && isYoung && isOf(page, message)
                ? (page.isForDesk() ? "/console" : "/app")
                        + "/cases/"
                        + one.id()
                        + "/messages/"
                        + message.seq()
                : "";
    }

    private static boolean isOf(Page page, Message message) {
        return switch (message.author()) {
            case Author.OfCustomer _ -> !page.isForDesk();
            case Author.OfAgent(var id) -> page.isForDesk() && id.equals(page.agent().id());
            case Author.Okpay _ -> false;
        };
    }

    /// Abusive words, which nobody at the desk must read who does not want to. What was written
    /// just now is not counted yet.
    boolean isBlurred(Page page, Message message) {
        if (!page.isForDesk()
                || !(message.author() instanceof Author.OfCustomer)
                || !(message.body() instanceof Body.Text(var text))) {
            return false;
        }
        boolean isNew = message.at().plus(COUNTED).isAfter(page.now());
        return struck.get(message.conversation(), strikes::of).contains(message.seq())
                || (isNew && isAbusive(text));
    }

    private boolean isAbusive(String text) {
        return understanding.tones(text).stream().anyMatch(it -> it.kind() == Tone.Kind.ABUSIVE);
    }

    /// What stood there before; for the desk alone.
    List<Rewriting.Earlier> earlier(Page page, Message message) {
        boolean isChanged =
                message.body() instanceof Body.TakenBack || message.changedAt().isPresent();
        return isChanged && page.isForDesk()
                ? rewriting.earlier(message.conversation()).stream()
                        .filter(it -> it.seq() == message.seq())
                        .toList()
                : List.of();
    }
}
