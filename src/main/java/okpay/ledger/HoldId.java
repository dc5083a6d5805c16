package okpay.ledger;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one hold: `ho_…`.
public record HoldId(UUID uuid) implements Id {

    static HoldId next() {
        return new HoldId(Ids.next());
    }

    public static Optional<HoldId> read(String text) {
        return Ids.read("ho", text, HoldId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ho", uuid);
    }
}
