package okpay.help;

/// Who may read an article.
public enum Audience {
    EVERYBODY,
    /// Whoever is signed in.
    CUSTOMERS,
    /// The desk only.
    AGENTS;

    /// Whoever belongs to this audience may read what was written for that one.
    public boolean mayRead(Audience written) {
        return written.compareTo(this) <= 0;
    }
}
