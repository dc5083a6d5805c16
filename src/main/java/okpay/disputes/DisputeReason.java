package okpay.disputes;

/// What is wrong with the payment, in the customer's view.
public enum DisputeReason {
    /// I did not do this.
    NOT_MINE,
    /// What I paid for did not come.
    NOT_RECEIVED,
    /// What came is not what I paid for.
    NOT_AS_DESCRIBED,
    PAID_TWICE,
    WRONG_AMOUNT,
    /// The shop promised the money back.
    REFUND_PROMISED
}
