package okpay.sandbank;

/// How the bank gets a payment wrong in its books, and so in its file.
public enum Misprint {
    /// It took the payment twice.
    TWICE,
    /// It has no record of it.
    LEFT_OUT,
    /// It took one minor unit more.
    ONE_MORE_CENT
}
