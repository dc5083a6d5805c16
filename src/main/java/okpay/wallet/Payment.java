package okpay.wallet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.ledger.HoldId;
import okpay.money.Money;

/// One payment of a customer, as it stands now.
///
/// @param customer who pays (for a top-up, who receives)
/// @param payee the customer who receives, when it is one of ours
/// @param payeeRef the payee's name at the bank, for shops and bills; else empty
/// @param payeeName as the payer saw it
/// @param hold what is or was set aside for it
/// @param refunded what the customer has back of it
/// @param contested what is in dispute: neither refunded nor to be refunded meanwhile
/// @param bankSaid the bank's last word, for the evidence: `SUCCESS`, `FAILED`, `PENDING`,
///   `TIMEOUT`, …
/// @param bankReason why it did not happen or came back, in the rail's own code; else empty
/// @param asked how often we have asked the bank
/// @param ahead the customer has the money back, the bank has not said its last word
/// @param at when the customer paid
/// @param version grows with every step; nobody writes over a version they have not seen
public record Payment(
        PaymentId id,
        PaymentKind kind,
        CustomerId customer,
        Optional<CustomerId> payee,
        String payeeRef,
        String payeeName,
        Money amount,
        Money refunded,
        Money contested,
        String note,
        PaymentState state,
        Optional<HoldId> hold,
        String bankSaid,
        String bankReason,
        int asked,
        boolean ahead,
        Instant at,
        Instant movedAt,
        int version) {

    /// As it begins. Its time is as exact as the database, so that a second try reads the same.
    static Payment begun(
            CustomerId customer,
            Payments.Errand errand,
            Optional<CustomerId> payee,
            PayOrder order,
            Instant now) {
        if (!order.amount().isPositive()) {
            throw new IllegalArgumentException("Nobody pays " + order.amount());
        }
        var at = now.truncatedTo(ChronoUnit.MICROS);
        boolean isOpen = errand.kind().goesByRail();
        return new Payment(
                errand.id(),
                errand.kind(),
                customer,
                payee,
                errand.payeeRef(),
                errand.payeeName(),
                order.amount(),
                Money.zero(order.amount().currency()),
                Money.zero(order.amount().currency()),
                order.note().replace("\0", ""),
                isOpen ? PaymentState.HELD : PaymentState.SUCCEEDED,
                Optional.empty(),
                "",
                "",
                0,
                false,
                at,
                at,
                isOpen ? 1 : 2);
    }

    Payment as(PaymentState next, boolean nowAhead) {
        if (next != state && !state.leadsTo(next)) {
            throw new IllegalStateException(id + " cannot go from " + state + " to " + next);
        }
        var back = next == PaymentState.REFUNDED ? amount.minus(contested) : refunded;
        return with(next, back, hold, bankSaid, bankReason, asked, nowAhead);
    }

    Payment holding(HoldId held) {
        return with(state, refunded, Optional.of(held), bankSaid, bankReason, asked, ahead);
    }

    Payment told(Rail.Answer answer, boolean wasAsked) {
        return with(
                state,
                refunded,
                hold,
                answer.word(),
                answer.reason().isEmpty() ? bankReason : answer.reason(),
                wasAsked ? asked + 1 : asked,
                ahead);
    }

    /// The same, asked once more.
    Payment heard(Payment told) {
        return with(state, refunded, hold, bankSaid, bankReason, told.asked, ahead);
    }

    private Payment with(
            PaymentState nextState,
            Money nowRefunded,
            Optional<HoldId> nextHold,
            String said,
            String reason,
            int nowAsked,
            boolean nowAhead) {
        return new Payment(
                id,
                kind,
                customer,
                payee,
                payeeRef,
                payeeName,
                amount,
                nowRefunded,
                contested,
                note,
                nextState,
                nextHold,
                said,
                reason,
                nowAsked,
                nowAhead,
                at,
                movedAt,
                version);
    }

    /// It arrived by a slow rail, and may come back weeks later.
    boolean isLookedAfter() {
        return kind.mayComeBack() && state == PaymentState.SUCCEEDED;
    }

    /// What the customer may still get back.
    public Money remaining() {
        return amount.minus(refunded).minus(contested);
    }

    /// A part of it is given back; the last part makes it refunded.
    Payment refundedBy(Money part) {
        var back = refunded.plus(part);
        return back.equals(amount)
                ? as(PaymentState.REFUNDED, ahead)
                : with(state, back, hold, bankSaid, bankReason, asked, ahead);
    }

    /// The same, with so much in dispute.
    Payment contesting(Money disputed) {
        return new Payment(
                id,
                kind,
                customer,
                payee,
                payeeRef,
                payeeName,
                amount,
                refunded,
                disputed,
                note,
                state,
                hold,
                bankSaid,
                bankReason,
                asked,
                ahead,
                at,
                movedAt,
                version);
    }

    /// How the books and the desk call it: `payment:pm_…`.
    public String about() {
        return "payment:" + id;
    }

    public boolean isIncomingFor(CustomerId who) {
        return kind == PaymentKind.TOP_UP || payee.filter(who::equals).isPresent();
    }
}
