package okpay.resolution;

/// Who must do the next thing.
public enum WhoActs {
    /// The customer chooses.
    YOU,
    /// One of our people.
    AGENT,
    /// It is done.
    NOBODY
}
