package okpay.wallet;

import okpay.ledger.Refusal;

/// What came of a try to pay.
public sealed interface Attempt {

    /// The payment exists; its state says how it goes. A repeated try gives the first one again.
    record Made(Payment payment) implements Attempt {}

    /// Nothing was booked and nothing was sent.
    record NotMade(Reason reason) implements Attempt {}

    /// Why not, the first that applies.
    enum Reason {
        NO_SUCH_PAYEE,
        TO_ONESELF,
        OVER_LIMIT_ONCE,
        OVER_LIMIT_A_DAY,
        SHORT_OF_FUNDS,
        FROZEN,
        /// The key of this try was used for something else.
        KEY_REUSED;

        static Reason of(Refusal refusal) {
            return switch (refusal) {
                case SHORT_OF_FUNDS -> SHORT_OF_FUNDS;
                case OVER_LIMIT_A_DAY -> OVER_LIMIT_A_DAY;
                case FROZEN -> FROZEN;
                case SAME_ACCOUNT -> TO_ONESELF;
                case KEY_REUSED -> KEY_REUSED;
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
}
