package okpay.ledger;

/// Which ways into and out of an account are closed. What is held may be released either way.
public enum Stop {
    NOTHING,
    /// No money leaves, none can be set aside.
    DEBITS,
    /// No money arrives.
    CREDITS,
    BOTH;

    boolean debits() {
        return this == DEBITS || this == BOTH;
    }

    boolean credits() {
        return this == CREDITS || this == BOTH;
    }
}
