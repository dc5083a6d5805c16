package okpay.biller;

/// How a biller treats one of its accounts.
public enum BillerMood {
    /// Something is due.
    DUE,
    NOTHING_DUE,
    /// No such account.
    UNKNOWN,
    /// 503.
    SILENT,
    /// Answers with something that is no answer.
    GARBLED
}
