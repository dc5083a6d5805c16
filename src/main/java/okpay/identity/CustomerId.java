package okpay.identity;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one customer: `cu_…`.
public record CustomerId(UUID uuid) implements Id {

    public static CustomerId next() {
        return new CustomerId(Ids.next());
    }

    public static Optional<CustomerId> read(String text) {
        return Ids.read("cu", text, CustomerId::new);
    }

    @Override
    public String toString() {
        return Ids.print("cu", uuid);
    }
}
