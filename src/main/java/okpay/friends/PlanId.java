package okpay.friends;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one plan: `pl_…`.
public record PlanId(UUID uuid) implements Id {

    public static PlanId next() {
        return new PlanId(Ids.next());
    }

    public static Optional<PlanId> read(String text) {
        return Ids.read("pl", text, PlanId::new);
    }

    @Override
    public String toString() {
        return Ids.print("pl", uuid);
    }
}
