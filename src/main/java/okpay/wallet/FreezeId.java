package okpay.wallet;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one linked bank account: `fz_…`.
public record FreezeId(UUID uuid) implements Id {

    public static FreezeId next() {
        return new FreezeId(Ids.next());
    }

    public static Optional<FreezeId> read(String text) {
        return Ids.read("fz", text, FreezeId::new);
    }

    @Override
    public String toString() {
        return Ids.print("fz", uuid);
    }
}
