package okpay.identity;

/// Carries letters to people. Some room above does it: this one knows neither mail nor telephone.
public interface Courier {

    /// Takes the letter on, in the caller's transaction: it leaves if and only if that commits.
    void carry(Letter letter);
}
