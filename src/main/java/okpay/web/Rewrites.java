package okpay.web;

import java.util.List;
import okpay.desk.Strikes;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Message;
import okpay.support.Rewriting;
import org.springframework.stereotype.Component;

/// What a reader may do with a message of their own, and what the desk can read of it.
@Component
class Rewrites {

    private final Rewriting rewriting;
    private final Strikes strikes;

    Rewrites(Rewriting rewriting, Strikes strikes) {
        this.strikes = strikes;
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

    /// Abusive words, which nobody at the desk must read who does not want to.
    boolean isBlurred(Page page, Case one, Message message) {
        return page.isForDesk()
                && message.author() instanceof Author.OfCustomer
                && strikes.of(one.id()).contains(message.seq());
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
