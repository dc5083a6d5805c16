package okpay.resolution;

import java.util.Optional;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.ledger.Proposal;
import okpay.ledger.ProposalId;
import okpay.ledger.Proposals;
import okpay.ledger.Refusal;
import okpay.money.Money;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import okpay.wallet.Refunds;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// A refund above the limit of one person: an agent proposes it from the case, a supervisor allows
/// it, the customer watches both happen.
@Component
public class FourEyes {

    private final Cases cases;
    private final Conversations conversations;
    private final Payments payments;
    private final Refunds refunds;
    private final Handling handling;
    private final Proposals proposals;
    private final Agents agents;
    private final ApplicationEventPublisher news;

    FourEyes(
            Cases cases,
            Conversations conversations,
            Payments payments,
            Refunds refunds,
            Handling handling,
            Proposals proposals,
            Agents agents,
            ApplicationEventPublisher news) {
        this.cases = cases;
        this.conversations = conversations;
        this.payments = payments;
        this.refunds = refunds;
        this.handling = handling;
        this.proposals = proposals;
        this.agents = agents;
        this.news = news;
    }

    /// News: somebody proposed a remedy for a payment, allowed it, or turned it down.
    public record ProposalMoved(ProposalId proposal, PaymentId payment) {}

    /// What came of a step.
    public sealed interface Step {
        record Taken(ProposalId proposal) implements Step {}

        record Refused(Why why) implements Step {}
    }

    /// Why a step was refused, the first that applies.
    public enum Why {
        NO_SUCH_CASE,
        /// The reason has 1 to 500 characters.
        NO_REASON,
        /// The money is back already, or was freed.
        NOTHING_TO_REFUND,
        /// More than remains of it, nothing at all, or a part of what the bank has not settled yet.
        NOT_SO_MUCH,
        /// Only a supervisor may approve.
        NOT_ALLOWED,
        SAME_PERSON,
        ALREADY_DECIDED,
        /// What was proposed no longer fits the books; propose again.
        BOOKS_MOVED_ON
    }

    @Transactional
    public Step propose(CaseId id, Agent agent, String why) {
        return propose(id, agent, Optional.empty(), why);
    }

    /// @param part of the payment that is to be refunded; all that remains without it
    @Transactional
    public Step propose(CaseId id, Agent agent, Optional<Money> part, String why) {
        var found = cases.find(id);
        var payment = found.flatMap(FourEyes::paymentOf).flatMap(payments::find);
        if (found.isEmpty() || payment.isEmpty()) {
            return new Step.Refused(Why.NO_SUCH_CASE);
        }
        if (why.isBlank() || why.length() > 500) {
            return new Step.Refused(Why.NO_REASON);
        }
        if (!Refunds.isRefundable(payment.get())) {
            return new Step.Refused(Why.NOTHING_TO_REFUND);
        }
        cases.lock(id);
        var amount = part.orElse(payment.get().remaining());
        var asked = refunds.propose(payment.get().id(), amount, agent.id().toString(), why.strip());
        if (asked.isEmpty()) {
            return new Step.Refused(Why.NOT_SO_MUCH);
        }
        var proposal = asked.get();
        if (found.get().stage() != Stage.WAITING_FOR_APPROVAL) {
            handling.takeOver(found.get(), agent);
            cases.move(id, Stage.WAITING_FOR_APPROVAL);
        }
        conversations.say(
                found.get().conversation(),
                new Body.Shown(Reference.to("proposal", proposal.id())),
                "proposal:" + proposal.id());
        news.publishEvent(new ProposalMoved(proposal.id(), payment.get().id()));
        return new Step.Taken(proposal.id());
    }

    @Transactional
    public Step approve(ProposalId id, Agent who) {
        if (!who.mayApprove()) {
            return new Step.Refused(Why.NOT_ALLOWED);
        }
        proposals.find(id).flatMap(this::caseOf).map(Case::id).ifPresent(cases::lock);
        return switch (refunds.approve(id, who.id().toString())) {
            case Refunds.Back.Given(var payment) -> {
                news.publishEvent(new ProposalMoved(id, payment.id()));
                if (payment.state() != PaymentState.REFUNDED) {
                    tellOfPart(id, payment);
                }
                yield new Step.Taken(id);
            }
            case Refunds.Back.Refused(var reason) -> {
                var why = inOurWords(reason);
                if (why == Why.BOOKS_MOVED_ON) {
                    backToAgent(id, "chat.proposal.failed");
                }
                yield new Step.Refused(why);
            }
        };
    }

    @Transactional
    public Step turnDown(ProposalId id, Agent who, String note) {
        if (!who.mayApprove()) {
            return new Step.Refused(Why.NOT_ALLOWED);
        }
        if (note.isBlank() || note.length() > 500) {
            return new Step.Refused(Why.NO_REASON);
        }
        proposals.find(id).flatMap(this::caseOf).map(Case::id).ifPresent(cases::lock);
        return switch (proposals.turnDown(id, who.id().toString(), note.strip())) {
            case Proposals.Decided.Done _ -> {
                backToAgent(id, "chat.proposal.turned.down");
                yield new Step.Taken(id);
            }
            case Proposals.Decided.Refused(var reason) -> new Step.Refused(inOurWords(reason));
        };
    }

    /// The case a proposal was made for.
    public Optional<Case> caseOf(Proposal proposal) {
        var about = proposal.about();
        int colon = about.indexOf(':');
        return cases
                .about(new Reference(about.substring(0, colon), about.substring(colon + 1)))
                .stream()
                .findFirst();
    }

    /// The name of somebody who proposed or decided.
    public String nameOf(String who) {
        return AgentId.read(who).flatMap(agents::find).map(Agent::name).orElse(who);
    }

    private void tellOfPart(ProposalId id, Payment payment) {
        var proposal = proposals.find(id).orElseThrow();
        caseOf(proposal)
                .ifPresent(one -> {
                    conversations.say(
                            one.conversation(),
                            Body.Words.of(
                                    "chat.refunded.part", proposal.amount(), payment.remaining()),
                            "part:" + id);
                    cases.move(one.id(), Stage.IN_PROGRESS);
                });
    }

    private void backToAgent(ProposalId id, String words) {
        proposals
                .find(id)
                .flatMap(this::caseOf)
                .ifPresent(one -> {
                    cases.move(one.id(), Stage.IN_PROGRESS);
                    conversations.say(one.conversation(), Body.Words.of(words), words + ":" + id);
                });
    }

    static Optional<PaymentId> paymentOf(Case one) {
        return one.about().kind().equals("payment")
                ? PaymentId.read(one.about().id())
                : Optional.empty();
    }

    private static Why inOurWords(Refusal refusal) {
        return switch (refusal) {
            case SAME_PERSON -> Why.SAME_PERSON;
            case ALREADY_DECIDED -> Why.ALREADY_DECIDED;
            case NOT_FOUND -> Why.NO_SUCH_CASE;
            case KEY_REUSED,
                    CHAIN_TOO_LONG,
                    FEE_ABOVE_AMOUNT,
                    NOT_THE_PAYER,
                    MORE_THAN_TAKEN,
                    OVER_LIMIT_A_DAY,
                    SAME_ACCOUNT,
                    AMOUNT_NOT_POSITIVE,
                    OTHER_CURRENCY,
                    FROZEN,
                    SHORT_OF_FUNDS,
                    TOO_LARGE,
                    HOLD_ENDED,
                    MORE_THAN_HELD,
                    NEEDS_SECOND_PERSON ->
                    Why.BOOKS_MOVED_ON;
        };
    }
}
