package okpay.reconciliation;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one difference: `ri_…`.
public record ItemId(UUID uuid) implements Id {

    static ItemId next() {
        return new ItemId(Ids.next());
    }

    public static Optional<ItemId> read(String text) {
        return Ids.read("ri", text, ItemId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ri", uuid);
    }
}
