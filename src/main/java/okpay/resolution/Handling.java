package okpay.resolution;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import okpay.casework.Causes;
import okpay.casework.Checklist;
import okpay.casework.Field;
import okpay.casework.Fields;
import okpay.casework.Links;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Staff;
import okpay.support.Body;
import okpay.support.ByHand;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Priority;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Stage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The steps an agent takes with a case, and what the customer hears of them.
@Component
public class Handling {

    private final Cases cases;
    private final ByHand byHand;
    private final Conversations conversations;
    private final Causes causes;
    private final Fields fields;
    private final Checklist checklist;
    private final Links links;
    private final Promises promises;
    private final Staff staff;
    private final Clock clock;

    Handling(
            Cases cases,
            ByHand byHand,
            Conversations conversations,
            Causes causes,
            Fields fields,
            Checklist checklist,
            Links links,
            Promises promises,
            Staff staff,
            Clock clock) {
        this.causes = causes;
        this.promises = promises;
        this.fields = fields;
        this.checklist = checklist;
        this.links = links;
        this.cases = cases;
        this.byHand = byHand;
        this.conversations = conversations;
        this.staff = staff;
        this.clock = clock;
    }

    /// An agent takes the case from whoever had it, and the customer hears who it is with now. One
    /// that was solved goes on, and somebody is promised to answer.
    @Transactional
    public void takeOver(Case asked, Agent agent) {
        var before = cases.lock(asked.id());
        if (before.assignee().filter(agent.id()::equals).isPresent()) {
            return;
        }
        cases.take(asked.id(), agent.id());
        if (!before.stage().isOpen()) {
            promises.makeFirst(before.id(), Promise.Kind.NEXT_UPDATE, before.priority());
        }
        conversations.say(
                asked.conversation(),
                Body.Words.of("chat.taken.over", agent.name()),
                "taken:" + agent.id() + ":" + clock.instant());
    }

    /// What came of giving a case to a colleague, or of saying how much it presses.
    public enum Step {
        DONE,
        /// It is with somebody else, and who asks decides nothing here; or it is over.
        NOT_YOURS,
        /// They do not work here any more.
        NOBODY
    }

    /// Gives a case to a colleague: one's own, one that nobody has, and for a supervisor anybody's.
    /// The customer hears who has it now.
    @Transactional
    public Step give(CaseId id, Agent by, AgentId to) {
        var one = cases.lock(id);
        if (!mayDecide(one, by) || !one.stage().isOpen() || one.mergedInto().isPresent()) {
            return Step.NOT_YOURS;
        }
        var colleague = staff.colleagues().stream().filter(it -> it.id().equals(to)).findFirst();
        if (colleague.isEmpty()) {
            return Step.NOBODY;
        }
        if (one.assignee().filter(to::equals).isEmpty()) {
            byHand.give(id, colleague.get(), by.id());
        }
        return Step.DONE;
    }

    /// Says how much a case presses: of one's own, and for a supervisor of anybody's.
    @Transactional
    public Step setPriority(CaseId id, Agent by, Priority to) {
        var one = cases.lock(id);
        if (!mayDecide(one, by)) {
            return Step.NOT_YOURS;
        }
        if (one.priority() != to) {
            byHand.setPriority(id, to, by.id());
        }
        return Step.DONE;
    }

    private static boolean mayDecide(Case one, Agent by) {
        return by.mayApprove() || one.assignee().isEmpty() || one.assignee().get().equals(by.id());
    }

    /// What came of closing a case.
    public sealed interface Closing {
        record Done() implements Closing {}

        /// It is with somebody else, or over.
        record NotYours() implements Closing {}

        /// Nobody said why it happened, or gave a cause that is not on the list.
        record CauseMissing() implements Closing {}

        /// Something is to be filled in or done first.
        record Unfinished(
                List<Field> fields,
                List<Checklist.Item> items,
                List<Case> parts,
                List<Promise> words)
                implements Closing {
            public Unfinished {
                fields = List.copyOf(fields);
                items = List.copyOf(items);
                parts = List.copyOf(parts);
                words = List.copyOf(words);
            }

            /// What is to be done first; empty when nothing is.
            public Optional<Still> first() {
                if (!fields.isEmpty()) {
                    return Optional.of(Still.FIELDS);
                }
                if (!items.isEmpty()) {
                    return Optional.of(Still.CHECKLIST);
                }
                if (!parts.isEmpty()) {
                    return Optional.of(Still.PARTS);
                }
                return words.isEmpty() ? Optional.empty() : Optional.of(Still.WORDS);
            }
        }
    }

    /// What keeps a case from being closed.
    public enum Still {
        FIELDS,
        CHECKLIST,
        PARTS,
        /// What an agent gave their word for.
        WORDS
    }

    /// An agent closes the case: it is solved.
    ///
    /// @param cause why it happened, a key of [Causes], for those who mend what breaks often
    @Transactional
    public Closing resolve(CaseId id, AgentId agent, String cause) {
        var one = cases.lock(id);
        if (!isWith(id, agent) || !one.stage().leadsTo(Stage.RESOLVED)) {
            return new Closing.NotYours();
        }
        if (causes.all().stream().noneMatch(it -> it.key().equals(cause))) {
            return new Closing.CauseMissing();
        }
        var unfinished =
                new Closing.Unfinished(
                        fields.missing(id),
                        checklist.open(id),
                        links.openParts(id),
                        promises.words(id));
        if (unfinished.first().isPresent()) {
            return unfinished;
        }
        cases.move(id, Stage.RESOLVED);
        cases.setCause(id, agent, cause);
        return new Closing.Done();
    }

    /// The agent asked something and waits for the answer: promises that depend on it stand still.
    @Transactional
    public boolean waitForCustomer(CaseId id, AgentId agent) {
        cases.lock(id);
        return isWith(id, agent) && cases.move(id, Stage.WAITING_FOR_CUSTOMER);
    }

    /// The agent cannot go on; the next who is free does.
    @Transactional
    public boolean giveBack(CaseId id, AgentId agent) {
        cases.lock(id);
        return isWith(id, agent) && cases.giveBack(id, agent);
    }

    private boolean isWith(CaseId id, AgentId agent) {
        return cases.find(id).flatMap(Case::assignee).filter(agent::equals).isPresent();
    }
}
