package okpay.identity;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Tells the owner of a wallet what happened to it, on every way we can reach them: whoever did it
/// may hold one of them.
@Component
public class Owners {

    private final Courier courier;

    Owners(Courier courier) {
        this.courier = courier;
    }

    /// In the caller's transaction.
    public void tell(Customer customer, Letter.Kind kind, Object... details) {
        customer.handles().stream()
                .map(to ->
                        new Letter(
                                kind, to, customer.language(), List.of(details), Optional.empty()))
                .forEach(courier::carry);
    }
}
