package okpay.abroad;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;
import okpay.wallet.PaymentId;

/// Names one quote: `qt_…`. The payment it becomes bears the same number, so that one quote is paid
/// once.
public record QuoteId(UUID uuid) implements Id {

    public static QuoteId next() {
        return new QuoteId(Ids.next());
    }

    public static Optional<QuoteId> read(String text) {
        return Ids.read("qt", text, QuoteId::new);
    }

    public PaymentId payment() {
        return new PaymentId(uuid);
    }

    @Override
    public String toString() {
        return Ids.print("qt", uuid);
    }
}
