package okpay.resolution;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import okpay.identity.AgentId;
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

/// Solving a customer's trouble with a payment, from the first tap to the money back.
@Component
public class Resolutions {

    /// A person answers within this.
    static final Duration FIRST_REPLY = Duration.ofMinutes(15);

    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final Payments payments;
    private final Refunds refunds;
    private final FactFinder facts;
    private final Diagnoses diagnoses;
    private final Agents agents;
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
            Clock clock) {
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
        this.payments = payments;
        this.refunds = refunds;
        this.facts = facts;
        this.diagnoses = diagnoses;
        this.agents = agents;
        this.clock = clock;
    }

    /// Opens help for one of the customer's payments: the case, the card, and what we found. Asked
    /// again, it is the same case. Empty when the payment is not the customer's.
    @Transactional
    public Optional<Case> openHelp(CustomerId customer, PaymentId id) {
        return payments.find(id, customer)
                .map(payment -> {
                    var found = cases.open(customer, Reference.to("payment", id));
                    conversations.say(
                            found.conversation(),
                            new Body.Shown(found.about()),
                            "card:" + found.about());
                    if (diagnoses.latest(found.id()).isEmpty()) {
                        diagnose(found, payment, Topic.UNCLEAR);
                    }
                    return cases.find(found.id()).orElseThrow();
                });
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
    @Transactional
    public Choice choose(CustomerId customer, DiagnosisId id, Remedy remedy) {
        var diagnosis = diagnoses.find(id);
        var found = diagnosis.flatMap(one -> cases.find(one.of(), customer));
        if (diagnosis.isEmpty() || found.isEmpty()) {
            return new Choice.NotFound();
        }
        var payment = payments.find(diagnosis.get().payment()).orElseThrow();
        if (remedy == Remedy.TALK_TO_A_PERSON) {
            diagnoses.choose(id, remedy);
            handOver(found.get());
            return new Choice.Done();
        }
        var now = facts.gather(payment, topicOf(found.get()));
        if (!Tree.decide(now).remedies().contains(remedy)) {
            diagnose(found.get(), payment, topicOf(found.get()));
            return new Choice.NoLongerOffered();
        }
        diagnoses.choose(id, remedy);
        return switch (remedy) {
            case WAIT -> waitForBank(found.get(), now);
            case REFUND_NOW -> answer(refunds.refund(payment.id()));
            case RELEASE ->
                    now.bank().orElseThrow() instanceof Rail.Answer.Failed failed
                            ? answer(refunds.release(payment.id(), failed))
                            : new Choice.NoLongerOffered();
            case TALK_TO_A_PERSON -> throw new IllegalStateException("answered above");
        };
    }

    /// Gives the case to a person, with a promise of when they answer.
    @Transactional
    public void handOver(Case asked) {
        var handed = cases.handToAgent(asked.id());
        var reply = clock.instant().plus(FIRST_REPLY);
        boolean promised =
                promises.of(asked.id()).stream()
                        .anyMatch(one ->
                                one.kind() == Promise.Kind.FIRST_REPLY
                                        && one.state() != Promise.State.MOVED);
        if (promised) {
            return;
        }
        promises.make(asked.id(), Promise.Kind.FIRST_REPLY, reply, "");
        var key = "handed:" + asked.id() + ":" + handed.stage();
        var words =
                handed.assignee()
                        .flatMap(agents::find)
                        .map(agent -> Body.Words.of("chat.handed.to", agent.name(), reply))
                        .orElseGet(() -> Body.Words.of("chat.handed.queue", reply));
        conversations.say(asked.conversation(), words, key);
    }

    /// Looks again, and says so when the verdict is another than before.
    ///
    /// @return whether there was something new to say
    @Transactional
    boolean diagnose(Case of, Payment payment, Topic topic) {
        var verdict = Tree.decide(facts.gather(payment, topic));
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
        var by = now.at().plus(Tree.BANK_FINDS_OUT);
        conversations.say(
                of.conversation(), Body.Words.of("chat.waiting.for.bank", by), "wait:" + of.id());
        return new Choice.Done();
    }

    private static Choice answer(Refunds.Back back) {
        return switch (back) {
            case Refunds.Back.Given _ -> new Choice.Done();
            case Refunds.Back.Refused(var reason) -> new Choice.Refused(reason);
        };
    }

    /// An agent closes the case: it is solved.
    @Transactional
    public boolean resolve(CaseId id, AgentId agent) {
        return cases.find(id)
                .filter(one -> one.assignee().filter(agent::equals).isPresent())
                .map(one -> cases.move(id, Stage.RESOLVED))
                .orElse(false);
    }
}
