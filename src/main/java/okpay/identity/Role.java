package okpay.identity;

/// What somebody at the desk may do.
public enum Role {
    /// Works on cases and proposes remedies.
    AGENT,
    /// Also approves what an agent proposed.
    SUPERVISOR
}
