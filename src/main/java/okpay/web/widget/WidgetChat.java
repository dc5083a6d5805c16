package okpay.web.widget;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.resolution.Attachments;
import okpay.resolution.Hearing;
import okpay.resolution.Resolutions;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Merging;
import okpay.support.Message;
import okpay.support.Reference;
import okpay.support.Writing;
import okpay.wallet.Payment;
import okpay.web.ChatParts;
import okpay.web.LiveStreams.Part;
import okpay.web.Page;
import okpay.web.ShownThings;
import okpay.web.Templates;
import org.springframework.stereotype.Component;

/// The conversation as it is shown in another site's page: what was said, how the case stands and
/// what was promised. What moves money, and what is private, is in the app and only named here.
@Component
class WidgetChat {

    /// What was solved is shown for so long.
    private static final Duration LATELY = Duration.ofDays(3);

    private final Cases cases;
    private final Conversations conversations;
    private final Hearing hearing;
    private final Resolutions resolutions;
    private final ChatParts chat;
    private final ShownThings shown;
    private final Templates templates;
    private final Clock clock;

    WidgetChat(
            Cases cases,
            Conversations conversations,
            Hearing hearing,
            Resolutions resolutions,
            ChatParts chat,
            ShownThings shown,
            Templates templates,
            Clock clock) {
        this.cases = cases;
        this.conversations = conversations;
        this.hearing = hearing;
        this.resolutions = resolutions;
        this.chat = chat;
        this.shown = shown;
        this.templates = templates;
        this.clock = clock;
    }

    /// The case that is spoken about.
    ///
    /// @param shown what is on the screen already: it stays until the page is left
    Optional<Case> current(Passes.Pass pass, Optional<CaseId> shown) {
        var onScreen = shown.flatMap(it -> cases.find(it, pass.customer().id())).map(cases::root);
        if (onScreen.isPresent()) {
            return onScreen;
        }
        var about = pass.about().map(it -> Reference.to("payment", it));
        var all =
                cases.of(pass.customer().id(), 50).stream()
                        .filter(it -> about.isEmpty() || about.get().equals(it.about()))
                        .map(cases::root)
                        .toList();
        var since = clock.instant().minus(LATELY);
        return all.stream()
                .filter(it -> it.stage().isOpen())
                .findFirst()
                .or(() -> all.stream().filter(it -> it.movedAt().isAfter(since)).findFirst());
    }

    /// Takes words; with the first a case begins. Sent again, they are there once.
    Written write(Page page, Passes.Pass pass, Optional<CaseId> shown, Words words) {
        var flaw = Conversations.flaw(words.text);
        if (flaw.isPresent()) {
            return new Written(Optional.empty(), new Writing.NotAccepted(flaw.get()));
        }
        var one = current(pass, shown).orElseGet(() -> begin(page, pass, words.text));
        var author = new Author.OfCustomer(pass.customer().id());
        var writing = conversations.write(one.conversation(), author, words.text, words.clientId);
        return new Written(Optional.of(cases.root(one)), writing);
    }

    record Words(String text, String clientId) {}

    record Written(Optional<Case> in, Writing writing) {}

    private Case begin(Page page, Passes.Pass pass, String text) {
        var me = pass.customer();
        return pass.about()
                .or(() -> hearing.payment(me, text, page.zone()).map(Payment::id))
                .flatMap(it -> resolutions.openHelp(me.id(), it))
                .map(cases::root)
                .orElseGet(() ->
                        cases.root(cases.open(me.id(), Reference.to(Hearing.QUESTION, me.id()))));
    }

    /// What a reader who has everything up to `seq` must see.
    List<Part> since(Page page, Case one, long seq) {
        var parts = new ArrayList<Part>();
        parts.add(chat.head(page, one, false));
        conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.seq() > seq || ChatParts.mayLookDifferent(it))
                .forEach(it -> parts.add(draw(page, one, it)));
        parts.add(chat.meanwhile(page, one, 0));
        return parts;
    }

    /// The same where nothing happened but that somebody wrote or read.
    List<Part> fresh(Page page, Case one, long seq) {
        var parts = new ArrayList<Part>();
        conversations.all(one.conversation(), seq).forEach(it -> parts.add(draw(page, one, it)));
        parts.add(chat.meanwhile(page, one, seq));
        return parts;
    }

    private Part draw(Page page, Case one, Message message) {
        return chat.plain(
                page,
                message,
                message.body() instanceof Body.Shown(var what)
                        ? shown.told(page, one, what, false)
                                .orElseGet(() -> elsewhere(page, one, what))
                        : "");
    }

    private String elsewhere(Page page, Case one, Reference what) {
        var words =
                switch (what.kind()) {
                    case Attachments.KIND -> "widget.elsewhere.file";
                    case Merging.WORDS -> "widget.elsewhere.words";
                    default -> "widget.elsewhere";
                };
        var model = Map.<String, Object>of("page", page, "one", one, "words", words);
        return templates.part("widget/elsewhere", model);
    }
}
