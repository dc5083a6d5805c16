package okpay.ledger;

import java.util.Optional;
import okpay.id.Ids;

/// Names one transfer: `tr_…`. Inside, its [Position] in the books.
public record TransferId(long position) {

    public static Optional<TransferId> read(String text) {
        return Ids.readNumber("tr", text, TransferId::new);
    }

    @Override
    public String toString() {
        return Ids.print("tr", position);
    }
}
