package okpay.resolution;

/// What policy lets us offer.
public enum Remedy {
    /// Free what was set aside.
    RELEASE,
    /// Give the money back now, out of OKPay's pocket until the bank or shop has settled.
    REFUND_NOW,
    /// Leave it to the bank; we keep asking and tell.
    WAIT,
    /// A person takes over.
    TALK_TO_A_PERSON
}
