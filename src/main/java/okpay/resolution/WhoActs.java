package okpay.resolution;

/// Who must do the next thing.
public enum WhoActs {
    /// The customer chooses.
    YOU,
    /// The bank must answer; we keep asking.
    BANK,
    /// One of our people.
    AGENT,
    /// It is done.
    NOBODY
}
