package okpay.web;

import java.util.Optional;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Glances;
import org.springframework.stereotype.Component;

/// A customer's conversation as it stays open, in the app and in other sites' pages.
@Component
public class OpenChat {

    private final Cases cases;
    private final Glances glances;
    private final ChatParts chat;
    private final Pages pages;

    OpenChat(Cases cases, Glances glances, ChatParts chat, Pages pages) {
        this.cases = cases;
        this.glances = glances;
        this.chat = chat;
        this.pages = pages;
    }

    /// @param id of one of the reader's own cases; somebody else's does not exist
    public LivePage.Watched watch(Page reader, String id) {
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
                                ? chat.fresh(pages.again(reader), one, seq)
                                : chat.since(
                                        pages.again(reader),
                                        cases.find(one.id()).orElseThrow(),
                                        seq));
    }
}
