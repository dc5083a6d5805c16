package okpay.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okpay.channels.Marks;
import okpay.desk.Queue;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.ledger.ProposalId;
import okpay.ledger.Proposals;
import okpay.resolution.Attachments;
import okpay.resolution.FourEyes;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Conversation;
import okpay.support.ConversationId;
import okpay.support.Conversations;
import okpay.support.Merging;
import okpay.support.Message;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.web.LiveStreams.Part;
import org.springframework.stereotype.Component;

/// Draws a conversation: the same parts for the page, for the answer to a form, and for the live
/// push, for the customer and for the desk.
@Component
public class ChatParts {

    private static final Pattern WORDS = Pattern.compile("(cv_\\w+):(\\d{1,9})-(\\d{1,9})");

    /// There is nothing new but what was written, and how far somebody has read.
    private static final Set<String> SPOKEN = Set.of("conversation", "read");

    /// Whoever wrote last did so among so many messages.
    private static final int RECENT = 20;

    private final Templates templates;
    private final Conversations conversations;
    private final Proposals proposals;
    private final FourEyes fourEyes;
    private final Promises promises;
    private final Agents agents;
    private final Queue queue;
    private final Meanwhile meanwhile;
    private final ShownThings shown;
    private final Rewrites rewriting;
    private final Marks marks;

    ChatParts(
            Templates templates,
            Conversations conversations,
            Proposals proposals,
            FourEyes fourEyes,
            Promises promises,
            Agents agents,
            Queue queue,
            Meanwhile meanwhile,
            ShownThings shown,
            Rewrites rewriting,
            Marks marks) {
        this.marks = marks;
        this.rewriting = rewriting;
        this.meanwhile = meanwhile;
        this.shown = shown;
        this.queue = queue;
        this.templates = templates;
        this.conversations = conversations;
        this.proposals = proposals;
        this.fourEyes = fourEyes;
        this.promises = promises;
        this.agents = agents;
    }

    /// Every message as it looks now.
    public List<Part> all(Page page, Case one) {
        return placed(page, one).stream().map(Placed::part).toList();
    }

    /// @param at when it was said
    public record Placed(Instant at, Part part) {}

    /// Every message with its time, for those who put other things between them.
    public List<Placed> placed(Page page, Case one) {
        var marked = marks.of(one.conversation());
        return messages(one, 0).stream()
                .map(it -> new Placed(it.at(), draw(page, one, it, marked)))
                .toList();
    }

    /// What a reader who has everything up to `seq` must see: new messages, what is shown from
    /// elsewhere as it stands now, the head of the case, and what the other side does.
    public List<Part> since(Page page, Case one, long seq) {
        var parts = new ArrayList<Part>();
        parts.add(head(page, one));
        var all = messages(one, 0);
        var marked = marks.of(one.conversation());
        parts.add(meanwhile.part(page, one, all));
        for (var message : all) {
            if (message.seq() > seq || mayLookDifferent(message)) {
                parts.add(draw(page, one, message, marked));
            }
        }
        return parts;
    }

    /// What a reader who has everything up to `seq` must see when somebody has written, or read,
    /// and nothing else has happened: that alone.
    public List<Part> fresh(Page page, Case one, long seq) {
        var lately = messages(one, Math.max(0, seq - RECENT));
        var unseen = lately.stream().filter(it -> it.seq() > seq).toList();
        var marked = unseen.isEmpty() ? Map.<Long, Marks.Mark>of() : marks.of(one.conversation());
        var parts = new ArrayList<Part>();
        parts.add(meanwhile.part(page, one, lately));
        unseen.forEach(it -> parts.add(draw(page, one, it, marked)));
        return parts;
    }

    /// What wakes a page that shows it to its customer.
    public static Set<String> topics(Case one) {
        return Set.of(
                "conversation:" + one.conversation(),
                "read:" + one.conversation(),
                "rewrite:" + one.conversation(),
                "case:" + one.id(),
                one.about().toString());
    }

    /// Whether what was sent may have to be sent again.
    public static boolean mayLookDifferent(Message message) {
        return message.body() instanceof Body.Shown
                || message.body() instanceof Body.TakenBack
                || message.changedAt().isPresent();
    }

    /// Whether [#fresh] is enough.
    ///
    /// @param kinds what there is news of
    public static boolean isSpoken(Set<String> kinds) {
        return !kinds.isEmpty() && SPOKEN.containsAll(kinds);
    }

    /// What the other side does meanwhile.
    ///
    /// @param seq a message before which nothing needs to be looked at; 0 for all
    public Part meanwhile(Page page, Case one, long seq) {
        return meanwhile.part(page, one, messages(one, Math.max(0, seq - RECENT)));
    }

    /// Number, stage and promises of a case.
    public Part head(Page page, Case one) {
        return head(page, one, true);
    }

    /// @param acts with what its reader can do about it
    public Part head(Page page, Case one, boolean acts) {
        var html =
                templates.part(
                        "part/case-head",
                        Map.of(
                                "acts",
                                acts,
                                "page",
                                page,
                                "one",
                                one,
                                "promises",
                                promises.of(one.id()),
                                "agent",
                                one.assignee().flatMap(agents::find).map(Agent::name),
                                "before",
                                one.stage() == Stage.WAITING
                                        ? Optional.of(queue.before(one.id()))
                                        : Optional.<Integer>empty()));
        return new Part("case-head", html, 0);
    }

    private List<Message> messages(Case one, long after) {
        return conversations.all(one.conversation(), after);
    }

    private Part draw(Page page, Case one, Message message, Map<Long, Marks.Mark> marked) {
        var inside =
                inside(
                        page,
                        message,
                        message.body() instanceof Body.Shown(var what)
                                ? inner(page, one, what)
                                : "");
        inside.put("rewrite", rewriting.address(page, one, message));
        inside.put("earlier", rewriting.earlier(page, message));
        inside.put("mark", Optional.ofNullable(marked.get(message.seq())));
        inside.put("blurred", rewriting.isBlurred(page, message));
        return part(message, inside);
    }

    /// A message with nothing to press.
    ///
    /// @param inner in the place of what is shown from elsewhere
    public Part plain(Page page, Message message, String inner) {
        return part(message, inside(page, message, inner));
    }

    private Map<String, Object> inside(Page page, Message message, String inner) {
        var inside = new HashMap<String, Object>();
        inside.put("page", page);
        inside.put("message", message);
        inside.put("from", from(page, message.author()));
        inside.put("name", name(message.author()));
        inside.put("inner", inner);
        return inside;
    }

    private Part part(Message message, Map<String, Object> inside) {
        return new Part(
                "m-" + message.seq(), templates.part("part/message", inside), message.seq());
    }

    /// Whose side of the screen: `me`, `them`, or `okpay`.
    private static String from(Page page, Author author) {
        return switch (author) {
            case Author.OfCustomer _ -> page.isForDesk() ? "them" : "me";
            case Author.OfAgent _ -> page.isForDesk() ? "me" : "them";
            case Author.Okpay _ -> "okpay";
        };
    }

    private String name(Author author) {
        return author instanceof Author.OfAgent(var id)
                ? agents.find(id).map(Agent::name).orElse("")
                : "";
    }

    private String inner(Page page, Case one, Reference what) {
        return switch (what.kind()) {
            case Merging.WORDS -> words(page, one, what.id());
            case "proposal" -> proposal(page, what.id()).map(Part::html).orElse("");
            default -> shown.html(page, one, what);
        };
    }

    /// Messages of another conversation of the same person: `cv_…:first-last`.
    private String words(Page page, Case one, String id) {
        var parts = WORDS.matcher(id);
        var from =
                parts.matches()
                        ? ConversationId.read(parts.group(1)).flatMap(conversations::find)
                        : Optional.<Conversation>empty();
        if (from.filter(it -> it.customer().equals(one.customer())).isEmpty()) {
            return "";
        }
        long last = Long.parseLong(parts.group(3));
        return conversations.since(from.get().id(), Long.parseLong(parts.group(2)) - 1).stream()
                .filter(it -> it.seq() <= last && isOfPerson(it.body()))
                .map(it -> draw(page, one, it, Map.of()).html().replace("id=\"m-", "id=\"w-"))
                .map(it -> it.replaceFirst(" data-seq=\"\\d+\"", ""))
                .collect(Collectors.joining());
    }

    private static boolean isOfPerson(Body body) {
        return body instanceof Body.Text
                || (body instanceof Body.Shown(var what) && what.kind().equals(Attachments.KIND));
    }

    /// A proposal as it stands now.
    public Optional<Part> proposal(Page page, String id) {
        return ProposalId.read(id)
                .flatMap(proposals::find)
                .map(found ->
                        new Part(
                                found.id().toString(),
                                templates.part(
                                        "part/proposal",
                                        Map.of(
                                                "page",
                                                page,
                                                "proposal",
                                                found,
                                                "proposer",
                                                fourEyes.nameOf(found.proposedBy()),
                                                "decider",
                                                found.decidedBy()
                                                        .map(fourEyes::nameOf)
                                                        .orElse(""))),
                                0));
    }
}
