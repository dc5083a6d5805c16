package okpay.channels;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one arrival: `ar_…`.
public record ArrivalId(UUID uuid) implements Id {

    static ArrivalId next() {
        return new ArrivalId(Ids.next());
    }

    public static Optional<ArrivalId> read(String text) {
        return Ids.read("ar", text, ArrivalId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ar", uuid);
    }
}
