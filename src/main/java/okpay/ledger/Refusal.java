package okpay.ledger;

/// Why the books refused, the first that applies.
public enum Refusal {
    /// The key was used for something else.
    KEY_REUSED,
    /// The account or hold does not exist.
    NOT_FOUND,
    SAME_ACCOUNT,
    AMOUNT_NOT_POSITIVE,
    /// An account of another currency than the amount.
    OTHER_CURRENCY,
    FROZEN,
    SHORT_OF_FUNDS,
    /// The sum would not fit the books.
    TOO_LARGE,
    /// The hold was captured, released or has expired.
    HOLD_ENDED,
    MORE_THAN_HELD,
    /// A remedy above the limit of one person.
    NEEDS_SECOND_PERSON,
    /// Proposer and approver are the same.
    SAME_PERSON,
    /// The proposal was approved or turned down before.
    ALREADY_DECIDED
}
