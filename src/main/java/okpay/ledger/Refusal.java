package okpay.ledger;

/// Why the books refused, the first that applies.
public enum Refusal {
    /// The key was used for something else.
    KEY_REUSED,
    /// More instructions than an order may have.
    CHAIN_TOO_LONG,
    /// The account, hold or transfer does not exist.
    NOT_FOUND,
    SAME_ACCOUNT,
    AMOUNT_NOT_POSITIVE,
    /// An account of another currency than the amount.
    OTHER_CURRENCY,
    /// More is kept than moved.
    FEE_ABOVE_AMOUNT,
    /// The account is closed on that side.
    FROZEN,
    /// The hold was captured, released or has expired.
    HOLD_ENDED,
    MORE_THAN_HELD,
    /// Only the payer of a transfer gets it back.
    NOT_THE_PAYER,
    /// Together with what was given back before, more than the transfer moved.
    MORE_THAN_TAKEN,
    /// More than may leave the account on one day.
    OVER_LIMIT_A_DAY,
    SHORT_OF_FUNDS,
    /// The sum would not fit the books.
    TOO_LARGE,
    /// A remedy above the limit of one person.
    NEEDS_SECOND_PERSON,
    /// Proposer and approver are the same.
    SAME_PERSON,
    /// The proposal was approved or turned down before.
    ALREADY_DECIDED
}
