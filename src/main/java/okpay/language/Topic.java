package okpay.language;

/// What a customer complains of.
public enum Topic {
    /// The payment failed, the money went.
    CHARGED_BUT_FAILED,
    PAID_TWICE,
    WRONG_PERSON,
    /// Paid or sent, and the other side says nothing came.
    NOT_RECEIVED,
    /// Wants to talk to a human being.
    WANTS_A_PERSON,
    /// None of these, or several, or we cannot tell.
    UNCLEAR
}
