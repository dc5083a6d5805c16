package okpay.register;

/// How the register treats questions about one number.
public enum RegisterMood {
    /// Knows the person, and so do the phone company and the social insurance.
    KNOWN,
    /// Knows the person; nobody else has heard of them.
    BARELY_KNOWN,
    /// The name is another.
    OTHER_NAME,
    /// 503.
    SILENT,
    /// Answers long after anybody would wait.
    LATE,
    /// Answers with something that is no answer.
    GARBLED
}
