package okpay.wallet;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Which rail a payment goes by. Rails may live in other rooms, which build on this one: they are
/// looked for when the first payment needs one.
@Component
class Rails {

    private final Supplier<List<Rail>> rails;

    Rails(ObjectProvider<Rail> rails) {
        this.rails = SingletonSupplier.of(() -> rails.stream().toList());
    }

    Rail of(PaymentKind kind) {
        return rails.get().stream()
                .filter(rail -> rail.carries(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No rail carries " + kind));
    }
}
