package okpay.identity;

import java.util.List;
import java.util.Set;

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

    /// Which of some customers may be reached with it outside the app. Asked of many at once, of
    /// what happens all the time.
    Set<CustomerId> reach(Letter.Kind kind, Set<CustomerId> some);
}
