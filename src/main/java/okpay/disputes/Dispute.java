package okpay.disputes;

import java.time.Instant;
import java.util.Optional;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;

/// A contested payment, as it stands now.
///
/// @param shop the code of the shop that took it, when it has its money with us
/// @param words the customer's own
/// @param regime whose law's clocks count (`CN`, `US`, …)
/// @param answerDue when the other side has answered, or is silent
/// @param creditDue when the customer has the money provisionally, unless it is decided before;
///   empty where no rule asks for it
/// @param decisionDue when we have decided
/// @param credited the customer has the money until it is decided
/// @param creditEnds when a credit goes back after the customer lost
/// @param appealUntil how long the customer may appeal
/// @param settled what was decided has been carried out
/// @param first what the first of two persons would decide
public record Dispute(
        DisputeId id,
        PaymentId payment,
        CustomerId customer,
        Optional<String> shop,
        Money amount,
        DisputeReason reason,
        String words,
        DisputeStage stage,
        String regime,
        Instant openedAt,
        Instant answerDue,
        Optional<Instant> creditDue,
        Instant decisionDue,
        boolean credited,
        Optional<Instant> creditEnds,
        Optional<Instant> appealUntil,
        boolean settled,
        Optional<FirstWord> first) {

    /// What one person would decide, waiting for a second.
    public record FirstWord(boolean won, AgentId by, String words) {}

    /// What happened, in the order it did; both sides may read it.
    public record Step(Kind kind, String words, Instant at) {

        public enum Kind {
            OPENED,
            EVIDENCE_ADDED,
            MERCHANT_ANSWERED,
            MERCHANT_AGREED,
            MERCHANT_SILENT,
            CREDITED,
            DECISION_LATE,
            WON,
            LOST,
            WITHDRAWN,
            APPEALED,
            UPHELD,
            CREDIT_ENDED
        }
    }

    public boolean mayAppealAt(Instant moment) {
        return stage == DisputeStage.LOST && appealUntil.filter(moment::isBefore).isPresent();
    }
}
