package okpay.webhooks;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one endpoint: `wh_…`.
public record EndpointId(UUID uuid) implements Id {

    static EndpointId next() {
        return new EndpointId(Ids.next());
    }

    public static Optional<EndpointId> read(String text) {
        return Ids.read("wh", text, EndpointId::new);
    }

    @Override
    public String toString() {
        return Ids.print("wh", uuid);
    }
}
