package okpay.wallet;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one payment: `pm_…`.
public record PaymentId(UUID uuid) implements Id {

    public static PaymentId next() {
        return new PaymentId(Ids.next());
    }

    public static Optional<PaymentId> read(String text) {
        return Ids.read("pm", text, PaymentId::new);
    }

    @Override
    public String toString() {
        return Ids.print("pm", uuid);
    }
}
