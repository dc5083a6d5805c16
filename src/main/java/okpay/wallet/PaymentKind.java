package okpay.wallet;

/// What kind of job a payment does.
public enum PaymentKind {
    SHOP,
    BILL,
    /// A shop that has its money with us.
    MERCHANT,
    SEND,
    /// To somebody who must accept it first.
    PARCEL,
    /// From the customer's own account at a bank.
    TOP_UP,
    /// To the customer's own account at a bank.
    WITHDRAW,
    /// To an account at a bank in another country.
    ABROAD;

    /// Asks a bank; the others stay inside our books.
    public boolean goesByRail() {
        return this != SEND && this != MERCHANT;
    }

    /// Money comes in: there is nothing to set aside.
    public boolean isIncoming() {
        return this == TOP_UP;
    }

    /// Counts against what a payer's tier allows; one's own account at a bank is nobody else.
    public boolean isPaidToOthers() {
        return this != TOP_UP && this != WITHDRAW;
    }

    /// Somebody else was paid; with one's own account at a bank there is nobody to refund for.
    public boolean isRefundable() {
        return isPaidToOthers();
    }

    /// Takes hours or days by its nature: that the other side is still at it is no reason to worry.
    public boolean isSlow() {
        return this == ABROAD || this == PARCEL;
    }

    /// May come back from the other side weeks after it arrived.
    boolean mayComeBack() {
        return this == ABROAD;
    }
}
