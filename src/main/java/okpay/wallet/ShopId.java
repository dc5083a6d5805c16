package okpay.wallet;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one shop: `sh_…`.
public record ShopId(UUID uuid) implements Id {

    public static ShopId next() {
        return new ShopId(Ids.next());
    }

    public static Optional<ShopId> read(String text) {
        return Ids.read("sh", text, ShopId::new);
    }

    @Override
    public String toString() {
        return Ids.print("sh", uuid);
    }
}
