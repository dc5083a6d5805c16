package okpay.resolution;

import java.time.Clock;
import java.util.Optional;
import okpay.desk.Queue;
import okpay.identity.Agents;
import okpay.identity.CustomerId;
import okpay.language.Topic;
import okpay.ledger.Refusal;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.wallet.Rail;
import okpay.wallet.Refunds;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Solving a customer's trouble with a payment, from the first tap to the money back.
@Component
public class Resolutions {

    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final Payments payments;
    private final Refunds refunds;
    private final FactFinder facts;
    private final Diagnoses diagnoses;
    private final Agents agents;
    private final Queue queue;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Resolutions(
            Cases cases,
            Conversations conversations,
            Promises promises,
            Payments payments,
            Refunds refunds,
            FactFinder facts,
            Diagnoses diagnoses,
            Agents agents,
            Queue queue,
            TransactionTemplate transaction,
            Clock clock) {
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
        this.payments = payments;
        this.refunds = refunds;
        this.facts = facts;
        this.diagnoses = diagnoses;
        this.agents = agents;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Opens help for one of the customer's own payments: the case, the card, and what we found.
    /// Asked again, it is the same case. Empty when the customer did not pay it.
    public Optional<Case> openHelp(CustomerId customer, PaymentId id) {
        var payment = payments.find(id, customer).filter(it -> it.customer().equals(customer));
        if (payment.isEmpty()) {
            return Optional.empty();
        }
        // The bank is asked before anything is held: it may take its time.
        var gathered = facts.gather(payment.get(), Topic.UNCLEAR);
        return transaction.execute(_ -> Optional.of(open(customer, gathered)));
    }

    private Case open(CustomerId customer, Facts gathered) {
        var one = cases.open(customer, Reference.to("payment", gathered.payment().id()));
        cases.lock(one.id());
        conversations.say(one.conversation(), new Body.Shown(one.about()), "card:" + one.about());
        if (diagnoses.latest(one.id()).isEmpty()) {
            give(one, gathered);
        }
        return cases.find(one.id()).orElseThrow();
    }

    /// What came of choosing a remedy.
    public sealed interface Choice {
        record Done() implements Choice {}

        /// The facts have changed since; a fresh verdict stands in the conversation.
        record NoLongerOffered() implements Choice {}

        record Refused(Refusal reason) implements Choice {}

        record NotFound() implements Choice {}
    }

    /// The customer takes what was offered. The facts are gathered afresh: what is no longer right
    /// is not done.
    public Choice choose(CustomerId customer, DiagnosisId id, Remedy remedy) {
        var diagnosis = diagnoses.find(id);
        var found = diagnosis.flatMap(one -> cases.find(one.of(), customer));
        if (diagnosis.isEmpty() || found.isEmpty()) {
            return new Choice.NotFound();
        }
        var payment = payments.find(diagnosis.get().payment()).orElseThrow();
        var now = facts.gather(payment, topicOf(found.get()));
        return transaction.execute(_ -> carryOut(found.get(), id, remedy, now));
    }

    private Choice carryOut(Case one, DiagnosisId id, Remedy remedy, Facts now) {
        cases.lock(one.id());
        if (remedy != Remedy.TALK_TO_A_PERSON && !Tree.decide(now).remedies().contains(remedy)) {
            give(one, now);
            return new Choice.NoLongerOffered();
        }
        var choice =
                switch (remedy) {
                    case TALK_TO_A_PERSON -> {
                        handOver(one);
                        yield new Choice.Done();
                    }
                    case WAIT -> waitForBank(one, now);
                    case REFUND_NOW ->
                            answer(refunds.refund(now.payment().id(), now.payment().state()));
                    case RELEASE ->
                            now.bank().orElseThrow() instanceof Rail.Answer.Failed failed
                                    ? answer(refunds.release(now.payment().id(), failed))
                                    : new Choice.NoLongerOffered();
                };
        switch (choice) {
            case Choice.Done _ -> diagnoses.choose(id, remedy);
            case Choice.Refused _ -> handOver(one);
            case Choice.NoLongerOffered _, Choice.NotFound _ -> {}
        }
        return choice;
    }

    /// Gives the case to a person, with a promise of when they answer. Where it lies with a person
    /// already, nothing is promised anew.
    @Transactional
    public void handOver(Case asked) {
        var before = cases.lock(asked.id());
        var handed = cases.handToAgent(asked.id());
        if (handed.stage() == before.stage() && handed.assignee().equals(before.assignee())) {
            return;
        }
        var reply = promises.make(asked.id(), Promise.Kind.FIRST_REPLY, handed.priority());
        promises.makeFirst(asked.id(), Promise.Kind.RESOLUTION, handed.priority());
        var agent = handed.assignee().flatMap(agents::find);
        if (agent.isPresent()) {
            conversations.say(
                    asked.conversation(),
                    Body.Words.of("chat.handed.to", agent.get().name(), reply),
                    with(handed));
        } else {
            conversations.say(
                    asked.conversation(),
                    Body.Words.of("chat.handed.queue", reply),
                    "queued:" + asked.id() + ":" + reply);
        }
    }

    /// It has waited, and somebody has it now: said once for each time it is given to somebody.
    @Transactional
    void given(CaseId id) {
        var one = cases.find(id).orElseThrow();
        one.assignee()
                .flatMap(agents::find)
                .ifPresent(agent ->
                        conversations.say(
                                one.conversation(),
                                Body.Words.of("chat.taken.over", agent.name()),
                                with(one)));
    }

    private static String with(Case one) {
        return "with:" + one.assignee().orElseThrow() + ":" + one.movedAt();
    }

    /// The customer asks us to hurry: whoever has it is told, what nobody has goes to a person.
    ///
    /// @return false when they did so just now, or there is nothing to hurry
    @Transactional
    public boolean hurry(Case one) {
        cases.lock(one.id());
        if (!cases.hurry(one.id())) {
            return false;
        }
        conversations.say(
                one.conversation(), Body.Words.of("chat.hurried"), "hurried:" + clock.instant());
        if (one.stage() == Stage.OPENED) {
            handOver(one);
        } else if (queue.isLeft(one)) {
            queue.letGo(one);
        }
        return true;
    }

    /// Looks again, and says so when the verdict is another than before.
    ///
    /// @return whether there was something new to say
    @Transactional
    boolean diagnose(Case of, Payment payment, Topic topic) {
        cases.lock(of.id());
        return give(of, facts.gather(payment, topic));
    }

    private boolean give(Case of, Facts gathered) {
        var verdict = Tree.decide(gathered);
        var payment = gathered.payment();
        var before = diagnoses.latest(of.id()).map(Diagnosis::verdict);
        boolean same =
                before.filter(old -> old.cause() == verdict.cause())
                        .filter(old -> old.remedies().equals(verdict.remedies()))
                        .isPresent();
        if (same) {
            return false;
        }
        var id = diagnoses.keep(of.id(), payment.id(), verdict, clock.instant());
        conversations.say(
                of.conversation(), new Body.Shown(Reference.to("diagnosis", id)), "verdict:" + id);
        if (verdict.needsAgent()) {
            verdict.by().ifPresent(by -> promises.make(of.id(), Promise.Kind.DECISION, by, ""));
            handOver(of);
        } else {
            verdict.by().ifPresent(by -> promises.make(of.id(), Promise.Kind.MONEY_BACK, by, ""));
        }
        return true;
    }

    static Topic topicOf(Case of) {
        return of.topic().isEmpty() ? Topic.UNCLEAR : Topic.valueOf(of.topic());
    }

    private Choice waitForBank(Case of, Facts now) {
        var words =
                now.payment().kind().isIncoming()
                        ? "chat.waiting.for.top-up"
                        : "chat.waiting.for.bank";
        var by = now.due().orElse(now.at().plus(Tree.BANK_FINDS_OUT));
        conversations.say(of.conversation(), Body.Words.of(words, by), "wait:" + of.id());
        return new Choice.Done();
    }

    private static Choice answer(Refunds.Back back) {
        return switch (back) {
            case Refunds.Back.Given _ -> new Choice.Done();
            case Refunds.Back.Refused(var reason) when reason == Refusal.ALREADY_DECIDED ->
                    new Choice.NoLongerOffered();
            case Refunds.Back.Refused(var reason) -> new Choice.Refused(reason);
        };
    }
}
