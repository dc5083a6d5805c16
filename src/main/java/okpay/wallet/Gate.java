package okpay.wallet;

import java.time.Clock;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.Pins;
import okpay.ledger.Refusal;
import okpay.wallet.Attempt.Reason;
import org.springframework.stereotype.Component;

/// Whether somebody may pay this now, before the books are asked. The PIN comes last: a payment
/// that cannot be made anyway costs no try.
@Component
class Gate {

    private final PaymentStore store;
    private final Spending spending;
    private final Pins pins;
    private final WalletSettings settings;
    private final Clock clock;

    Gate(PaymentStore store, Spending spending, Pins pins, WalletSettings settings, Clock clock) {
        this.spending = spending;
        this.store = store;
        this.pins = pins;
        this.settings = settings;
        this.clock = clock;
    }

    Optional<Reason> refuses(Customer payer, Payment payment, PayOrder order) {
        if (payment.amount()
                .exceeds(settings.limitsOf(payer.tier()).onceIn(payment.amount().currency()))) {
            return Optional.of(Reason.OVER_LIMIT_ONCE);
        }
        if (payer.isCautiousAt(clock.instant()) && isNewPayee(payment)) {
            return Optional.of(Reason.NEW_PAYEE_TOO_SOON);
        }
        if (spending.isOver(payment, settings.limitsOf(payer.tier()))) {
            return Optional.of(Reason.OVER_LIMIT_OF_TIER);
        }
        if (order.agreed()) {
            return Optional.empty();
        }
        return switch (pins.check(payer, order.pin())) {
            case WRONG -> Optional.of(Reason.PIN_WRONG);
            case LOCKED -> Optional.of(Reason.PIN_LOCKED);
            case NOT_SET -> Optional.of(Reason.PIN_NOT_SET);
            case RIGHT -> Optional.empty();
        };
    }

    /// Shops and billers are known to us; people and accounts abroad are only to who paid them.
    private boolean isNewPayee(Payment payment) {
        return switch (payment.kind()) {
            case SEND -> !store.hasSent(payment.customer(), payment.payee().orElseThrow());
            case ABROAD, WITHDRAW, PARCEL -> !store.hasPaid(payment);
            case SHOP, BILL, MERCHANT, TOP_UP -> false;
        };
    }

    /// What the books' refusal means to a payer.
    static Reason reason(Refusal refusal) {
        return switch (refusal) {
            case SHORT_OF_FUNDS -> Reason.SHORT_OF_FUNDS;
            case OVER_LIMIT_A_DAY -> Reason.OVER_LIMIT_A_DAY;
            case FROZEN -> Reason.FROZEN;
            case SAME_ACCOUNT -> Reason.TO_ONESELF;
            case KEY_REUSED -> Reason.KEY_REUSED;
            case CHAIN_TOO_LONG,
                    NOT_FOUND,
                    AMOUNT_NOT_POSITIVE,
                    OTHER_CURRENCY,
                    FEE_ABOVE_AMOUNT,
                    HOLD_ENDED,
                    MORE_THAN_HELD,
                    NOT_THE_PAYER,
                    MORE_THAN_TAKEN,
                    TOO_LARGE,
                    NEEDS_SECOND_PERSON,
                    SAME_PERSON,
                    ALREADY_DECIDED ->
                    throw new IllegalStateException("The books refused a payment: " + refusal);
        };
    }
}
