package okpay.ledger;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one transfer: `tr_…`.
public record TransferId(UUID uuid) implements Id {

    static TransferId next() {
        return new TransferId(Ids.next());
    }

    public static Optional<TransferId> read(String text) {
        return Ids.read("tr", text, TransferId::new);
    }

    @Override
    public String toString() {
        return Ids.print("tr", uuid);
    }
}
