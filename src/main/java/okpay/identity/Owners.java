package okpay.identity;

import java.util.List;
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
}
