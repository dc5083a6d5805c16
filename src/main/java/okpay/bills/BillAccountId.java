package okpay.bills;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one account at a biller: `bi_…`.
public record BillAccountId(UUID uuid) implements Id {

    public static BillAccountId next() {
        return new BillAccountId(Ids.next());
    }

    public static Optional<BillAccountId> read(String text) {
        return Ids.read("bi", text, BillAccountId::new);
    }

    @Override
    public String toString() {
        return Ids.print("bi", uuid);
    }
}
