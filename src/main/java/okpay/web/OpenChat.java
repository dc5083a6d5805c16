package okpay.web;

import java.util.List;
import java.util.Optional;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Glances;
import org.springframework.stereotype.Component;

/// A customer's conversation as it stays open, in the app and in other sites' pages.
@Component
public class OpenChat {

    private final Cases cases;
    private final Glances glances;
    private final Pages pages;

    OpenChat(Cases cases, Glances glances, Pages pages) {
        this.cases = cases;
        this.glances = glances;
        this.pages = pages;
    }

    /// Draws what a reader who has everything up to `seq` must see.
    public interface Look {
        List<LiveStreams.Part> draw(Page page, Case one, long seq);
    }

    /// @param id of one of the reader's own cases; somebody else's does not exist
    /// @param fresh when somebody has written or read, and nothing else has happened
    /// @param since whatever has happened
    public LivePage.Watched watch(Page reader, String id, Look fresh, Look since) {
        var one =
                CaseId.read(id)
                        .flatMap(glances::find)
                        .filter(it -> it.customer().equals(reader.customer().id()))
                        .orElseThrow(Problems.NotFound::new);
        var conversation = one.conversation();
        return new LivePage.Watched(
                ChatParts.topics(one),
                Optional.of(() -> glances.last(conversation)),
                (seq, kinds) ->
                        ChatParts.isSpoken(kinds)
                                ? fresh.draw(pages.again(reader), one, seq)
                                : since.draw(
                                        pages.again(reader),
                                        cases.find(one.id()).orElseThrow(),
                                        seq));
    }
}
