package okpay.ledger;

/// Why money moves. Remedies are watched: above a limit they need two people. What a customer
/// spends counts against the day's [Allowance].
public enum Purpose {
    TOP_UP,
    WITHDRAW,
    SEND,
    PAY,
    BILL,
    /// To an account in another country: what it is worth there, and what OKPay keeps of it.
    ABROAD,
    /// What OKPay charges for a service.
    FEE,
    /// A bank sent back what it had been paid.
    RETURN,
    /// One leg of an exchange of currencies.
    EXCHANGE,
    /// What we set aside for a bank goes to the bank.
    SETTLE,
    /// What we advanced comes back to us.
    RECOVER,
    /// OKPay or the payee gives a customer money back.
    REFUND,
    /// A merchant gives back what it took.
    MERCHANT_REFUND,
    /// A merchant takes its takings to its owner's wallet.
    TAKINGS,
    /// What a customer has while a dispute is looked at, and its end.
    PROVISIONAL,
    /// A bank takes money back from the payee, or we do after a dispute.
    CHARGEBACK,
    /// A bank took money after we had given it back.
    LOSS,
    OPENING;

    /// What was only lent goes back from a closed account too.
    boolean leavesClosed() {
        return this == PROVISIONAL;
    }

    public boolean isRemedy() {
        return this == REFUND;
    }

    boolean isSpending() {
        return switch (this) {
            case WITHDRAW, SEND, PAY, BILL, ABROAD -> true;
            case TOP_UP,
                    FEE,
                    RETURN,
                    EXCHANGE,
                    SETTLE,
                    RECOVER,
                    REFUND,
                    MERCHANT_REFUND,
                    TAKINGS,
                    PROVISIONAL,
                    CHARGEBACK,
                    LOSS,
                    OPENING ->
                    false;
        };
    }
}
