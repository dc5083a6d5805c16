package okpay.wallet;

import java.util.Map;
import java.util.Set;

/// The life of a payment. A step that is not drawn here cannot be taken.
public enum PaymentState {
    /// The money is set aside and the bank has been asked.
    HELD,
    /// The bank's answer is missing or unclear. Nothing is lost: we ask until it knows.
    UNKNOWN,
    /// The money is with the payee.
    SUCCEEDED,
    /// It did not happen; what was set aside is free again.
    FAILED,
    /// The money came back to the customer.
    REFUNDED;

    private static final Map<PaymentState, Set<PaymentState>> NEXT =
            Map.of(
                    HELD, Set.of(UNKNOWN, SUCCEEDED, FAILED, REFUNDED),
                    UNKNOWN, Set.of(SUCCEEDED, FAILED, REFUNDED),
                    SUCCEEDED, Set.of(REFUNDED),
                    // A bank that had said no took money for a top-up all the same.
                    FAILED, Set.of(SUCCEEDED));

    public boolean leadsTo(PaymentState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /// The bank still owes us a word.
    public boolean isOpen() {
        return this == HELD || this == UNKNOWN;
    }
}
