package okpay.sandbank;

/// How the bank treats payments to one payee.
public enum Behaviour {
    /// Answers SUCCESS at once.
    PROMPT,
    /// Answers FAILED at once.
    REFUSES,
    /// Pays, but its answer comes after the caller has stopped waiting.
    LATE,
    /// Never answers; asked again, it says PENDING until somebody settles the payment.
    SILENT,
    /// Never answers; asked again, it says FAILED.
    SILENT_THEN_FAILED,
    /// Answers PENDING; asked again, PENDING once more, then FAILED.
    PENDING_THEN_FAILED,
    /// Answers SUCCESS and sends its notice twice.
    TWICE,
    /// Answers SUCCESS, then sends the notices PENDING and SUCCESS in the wrong order.
    OUT_OF_ORDER,
    /// Has lost the payment: never answers, and later says it never heard of it.
    FORGETS
}
