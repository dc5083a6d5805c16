package okpay.support;

/// Why a case presses more than it did.
public enum Raise {
    /// A promise's time is nearly over.
    NEAR,
    /// A promise was missed.
    MISSED,
    /// It was missed an hour ago, and nobody has answered since.
    LATE,
    /// The customer asks us to hurry (催办).
    HURRIED,
    /// The customer had to come to us once more.
    AGAIN,
    /// The customer was not content with how it ended.
    UNHAPPY,
    /// Somebody is in danger, or pressed to pay.
    DANGER,
    /// Somebody at the desk says so, up or down.
    BY_HAND
}
