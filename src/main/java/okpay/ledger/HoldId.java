package okpay.ledger;

import java.util.Optional;
import okpay.id.Ids;

/// Names one hold: `ho_…`. Inside, its [Position] in the books.
public record HoldId(long position) {

    public static Optional<HoldId> read(String text) {
        return Ids.readNumber("ho", text, HoldId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ho", position);
    }
}
