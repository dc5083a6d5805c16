package okpay.disputes;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one dispute: `dp_…`.
public record DisputeId(UUID uuid) implements Id {

    public static DisputeId next() {
        return new DisputeId(Ids.next());
    }

    public static Optional<DisputeId> read(String text) {
        return Ids.read("dp", text, DisputeId::new);
    }

    @Override
    public String toString() {
        return Ids.print("dp", uuid);
    }
}
