package okpay.wallet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Which rail a payment goes by. Rails may live in other rooms, which build on this one.
@Component
class Rails {

    private final ObjectProvider<Rail> rails;

    Rails(ObjectProvider<Rail> rails) {
        this.rails = rails;
    }

    Rail of(PaymentKind kind) {
        return rails.stream()
                .filter(rail -> rail.carries(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No rail carries " + kind));
    }
}
