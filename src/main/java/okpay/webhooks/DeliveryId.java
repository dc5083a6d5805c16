package okpay.webhooks;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one event for one endpoint: `msg_…`. It is the same at every try and when it is sent
/// again, so that the other side can tell what it has.
public record DeliveryId(UUID uuid) implements Id {

    static DeliveryId next() {
        return new DeliveryId(Ids.next());
    }

    public static Optional<DeliveryId> read(String text) {
        return Ids.read("msg", text, DeliveryId::new);
    }

    @Override
    public String toString() {
        return Ids.print("msg", uuid);
    }
}
