package okpay.ledger;

/// Why money moves. Remedies are watched: above a limit they need two people.
public enum Purpose {
    TOP_UP,
    WITHDRAW,
    SEND,
    PAY,
    BILL,
    /// What we set aside for a bank goes to the bank.
    SETTLE,
    /// What we advanced comes back to us.
    RECOVER,
    /// OKPay gives a customer money back.
    REFUND,
    /// A bank took money after we had given it back.
    LOSS,
    OPENING;

    public boolean isRemedy() {
        return this == REFUND;
    }
}
