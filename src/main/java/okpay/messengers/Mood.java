package okpay.messengers;

/// How a company takes what OKPay says to somebody.
public enum Mood {
    PROMPT,
    /// The person wants to hear nothing more.
    CLOSED,
    /// We ask too often.
    BUSY,
    /// Its servers have trouble.
    DOWN
}
