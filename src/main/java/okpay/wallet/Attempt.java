package okpay.wallet;

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
        /// More than the tier allows, in a year or for ever.
        OVER_LIMIT_OF_TIER,
        SHORT_OF_FUNDS,
        FROZEN,
        /// The password was reset a short while ago, and the payee was never paid before.
        NEW_PAYEE_TOO_SOON,
        /// Money leaves with a payment PIN; the payer has none yet.
        PIN_NOT_SET,
        PIN_WRONG,
        /// A passkey was to take the PIN's place, and signed nothing, something else, or too late.
        PASSKEY_WRONG,
        PIN_LOCKED,
        /// The time the price was promised for is over.
        QUOTE_IS_OVER,
        /// The time in which it could be paid is over.
        BILL_IS_OVER,
        /// The biller wants another sum by now, or does not answer.
        BILL_CHANGED,
        /// So much was sent to people without a wallet today, or to this one.
        TOO_MANY_TODAY,
        /// Somebody else paid this bill.
        PAID_ALREADY,
        /// The key of this try was used for something else.
        KEY_REUSED
    }
}
