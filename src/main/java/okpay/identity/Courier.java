package okpay.identity;

import java.util.List;

/// Carries what OKPay tells people. Some room above does it: this one knows neither mail nor
/// telephone.
public interface Courier {

    /// Takes a letter on that goes to one phone number or address, in the caller's transaction: it
    /// leaves if and only if that commits.
    void carry(Letter letter);

    /// Tells a customer once, by the ways that suit the matter and the customer, in the caller's
    /// transaction.
    ///
    /// @param details what the words of its kind need, as in a [Letter]
    void tell(Customer customer, Letter.Kind kind, List<Object> details);
}
