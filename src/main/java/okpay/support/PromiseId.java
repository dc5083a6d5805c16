package okpay.support;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one promise: `po_…`.
public record PromiseId(UUID uuid) implements Id {

    static PromiseId next() {
        return new PromiseId(Ids.next());
    }

    public static Optional<PromiseId> read(String text) {
        return Ids.read("po", text, PromiseId::new);
    }

    @Override
    public String toString() {
        return Ids.print("po", uuid);
    }
}
