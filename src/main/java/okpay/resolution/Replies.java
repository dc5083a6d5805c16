package okpay.resolution;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okpay.desk.Drafts;
import okpay.desk.HeldReplies;
import okpay.desk.Viewers;
import okpay.identity.Agent;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseEvents;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Rewriting;
import okpay.support.Writing;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// An agent's reply on its way to the customer: nobody answers what they have not read, and what is
/// said about money, numbers and times is true or looked at by a second person.
@Component
public class Replies {

    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final CaseEvents events;
    private final ReplyGuard guard;
    private final HeldReplies held;
    private final Drafts drafts;
    private final Viewers viewers;
    private final Rewriting rewriting;
    private final Continuity continuity;
    private final Departed departed;

    Replies(
            Cases cases,
            Conversations conversations,
            Promises promises,
            CaseEvents events,
            ReplyGuard guard,
            HeldReplies held,
            Drafts drafts,
            Viewers viewers,
            Rewriting rewriting,
            Continuity continuity,
            Departed departed) {
        this.departed = departed;
        this.continuity = continuity;
        this.rewriting = rewriting;
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
        this.events = events;
        this.guard = guard;
        this.held = held;
        this.drafts = drafts;
        this.viewers = viewers;
    }

    /// @param clientId made on the sender's device for these words; the same again gives the first
    ///   answer
    /// @param seen the number of the last message on the writer's screen
    /// @param promised times in the words that the writer promises with them
    /// @param noPromise the times in the words are no promises
    /// @param secondLook ask a second person where something is doubtful
    /// @param zone where the customer is
    public record Reply(
            String text,
            String clientId,
            long seen,
            Set<Instant> promised,
            boolean secondLook,
            boolean noPromise,
            ZoneId zone) {
        /// What is checked is what is sent.
        public Reply {
            text = Conversations.tidy(text);
            promised = Set.copyOf(promised);
        }
    }

    /// What came of it.
    public sealed interface Outcome {
        /// @param before it was sent before, and this is the same once more
        record Sent(boolean before) implements Outcome {}

        /// Somebody wrote meanwhile; it must be read first.
        record Newer() implements Outcome {}

        record Doubtful(List<ReplyGuard.Doubt> doubts) implements Outcome {
            public Doubtful {
                doubts = List.copyOf(doubts);
            }
        }

        /// A second person looks at it.
        record Held() implements Outcome {}

        /// The case was joined with another one meanwhile.
        record LiesElsewhere(CaseId where) implements Outcome {}

        record NotAccepted(Writing.Reason reason) implements Outcome {}
    }

    @Transactional
    public Outcome send(Case asked, Agent agent, Reply reply) {
        var one = cases.lock(asked.id());
        if (one.mergedInto().isPresent()) {
            return new Outcome.LiesElsewhere(cases.root(one).id());
        }
        if (reply.text().length() > Conversations.LONGEST) {
            return new Outcome.NotAccepted(Writing.Reason.TOO_LONG);
        }
        var author = new Author.OfAgent(agent.id());
        if (conversations.written(one.conversation(), author, reply.clientId()).isPresent()) {
            return done(one, agent, true);
        }
        if (hasNewer(one, agent, reply.seen())) {
            return new Outcome.Newer();
        }
        var doubts = guard.check(one, reply.text(), reply.zone());
        var open =
                doubts.stream()
                        .filter(it -> it.due().filter(reply.promised()::contains).isEmpty())
                        .filter(it -> it.due().isEmpty() || !reply.noPromise())
                        .toList();
        boolean isForbidden = open.stream().anyMatch(it -> it.kind().isForbidden());
        if (!open.isEmpty()) {
            return reply.secondLook() && !isForbidden
                    ? hold(one, agent, reply, doubts)
                    : new Outcome.Doubtful(open);
        }
        return write(one, author, agent, reply, doubts);
    }

    /// An agent takes a reply back before the customer has read it; the words are a draft again,
    /// and the customer is promised another answer. What was promised with them stands.
    @Transactional
    public Rewriting.Outcome takeBack(Case asked, Agent agent, long seq) {
        var one = cases.lock(asked.id());
        var said = conversations.message(one.conversation(), seq).map(Message::body);
        // By mail or in a chat elsewhere, it cannot be had back.
        conversations.hold(one.conversation());
        if (SignedOut.isSignedOut(one) || departed.hasLeft(one.conversation(), seq)) {
            return Rewriting.Outcome.LEFT;
        }
        var outcome = rewriting.takeBack(one.conversation(), new Author.OfAgent(agent.id()), seq);
        if (outcome == Rewriting.Outcome.DONE) {
            events.write(
                    one.id(),
                    Optional.of(agent.id()),
                    CaseEvents.Kind.TAKEN_BACK,
                    Long.toString(seq));
            continuity.takenBack(one, seq);
            if (said.isPresent() && said.get() instanceof Body.Text(var text)) {
                var begun = drafts.of(agent.id(), one.id()).map(it -> "\n" + it).orElse("");
                drafts.keep(agent.id(), one.id(), text + begun);
            }
            if (one.stage().isOpen() && !promises.isOpen(one.id(), Promise.Kind.FIRST_REPLY)) {
                promises.makeFirst(one.id(), Promise.Kind.NEXT_UPDATE, one.priority());
            }
        }
        return outcome;
    }

    /// With what is doubtful, the times the writer promises: they are promised when the words
    /// leave.
    private Outcome hold(Case one, Agent agent, Reply reply, List<ReplyGuard.Doubt> doubts) {
        var told =
                doubts.stream()
                        .filter(it -> it.due().isEmpty() || !reply.noPromise())
                        .map(it ->
                                new HeldReplies.Doubt(
                                        it.kind().name(),
                                        it.words().replaceAll("\\s", " "),
                                        it.due()))
                        .toList();
        boolean isNew = held.hold(one, agent, reply.text(), told, reply.clientId());
        if (isNew && reply.noPromise()) {
            doubts.stream()
                    .filter(it -> it.due().isPresent())
                    .forEach(it -> noPromise(one, agent, it));
        }
        drafts.forget(agent.id(), one.id());
        return new Outcome.Held();
    }

    private Outcome write(
            Case one, Author author, Agent agent, Reply reply, List<ReplyGuard.Doubt> doubts) {
        return switch (conversations.write(
                one.conversation(), author, reply.text(), reply.clientId())) {
            case Writing.NotAccepted(var reason) -> new Outcome.NotAccepted(reason);
            case Writing.Accepted _ -> {
                if (reply.noPromise()) {
                    doubts.stream()
                            .filter(it -> it.due().isPresent())
                            .forEach(it -> noPromise(one, agent, it));
                } else {
                    doubts.forEach(it -> promise(one, agent, it));
                }
                yield done(one, agent, false);
            }
        };
    }

    private void promise(Case one, Agent agent, ReplyGuard.Doubt said) {
        said.due()
                .ifPresent(due -> {
                    promises.agree(one.id(), said.words(), due);
                    events.write(
                            one.id(),
                            Optional.of(agent.id()),
                            CaseEvents.Kind.AGREED,
                            due + " " + said.words());
                });
    }

    private void noPromise(Case one, Agent agent, ReplyGuard.Doubt said) {
        events.write(one.id(), Optional.of(agent.id()), CaseEvents.Kind.NO_PROMISE, said.words());
    }

    private Outcome done(Case one, Agent agent, boolean before) {
        drafts.forget(agent.id(), one.id());
        viewers.stoppedWriting(one.id(), agent.id());
        return new Outcome.Sent(before);
    }

    /// Words of the customer or of a colleague that were not on the writer's screen.
    private boolean hasNewer(Case one, Agent agent, long seen) {
        return conversations.since(one.conversation(), seen).stream()
                .anyMatch(it ->
                        switch (it.author()) {
                            case Author.OfCustomer _ -> true;
                            case Author.OfAgent(var id) -> !id.equals(agent.id());
                            case Author.Okpay _ -> false;
                        });
    }
}
