package okpay.wallet;

/// What kind of job a payment does.
public enum PaymentKind {
    SHOP,
    BILL,
    SEND,
    TOP_UP,
    /// To an account at a bank in another country.
    ABROAD;

    /// Asks a bank; the others stay inside our books.
    public boolean goesByRail() {
        return this == SHOP || this == BILL || this == ABROAD;
    }

    /// Takes hours or days by its nature: a bank that is still at work is no reason to worry.
    public boolean isSlow() {
        return this == ABROAD;
    }
}
