package okpay.identity;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Tells the owner of a wallet what happened.
@Component
public class Owners {

    private final Courier courier;

    Owners(Courier courier) {
        this.courier = courier;
    }

    /// In the caller's transaction.
    public void tell(Customer customer, Letter.Kind kind, Object... details) {
        courier.tell(customer, kind, List.of(details));
    }

    /// Which of some may be reached with it outside the app.
    public Set<CustomerId> reach(Letter.Kind kind, Set<CustomerId> some) {
        return courier.reach(kind, some);
    }
}
