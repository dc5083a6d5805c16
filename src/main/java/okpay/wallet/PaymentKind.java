package okpay.wallet;

/// What kind of job a payment does.
public enum PaymentKind {
    SHOP,
    BILL,
    SEND,
    TOP_UP;

    /// Asks a bank; the others stay inside our books.
    boolean goesByRail() {
        return this == SHOP || this == BILL;
    }
}
