package okpay.bank;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one linked bank account: `ba_…`.
public record BankAccountId(UUID uuid) implements Id {

    public static BankAccountId next() {
        return new BankAccountId(Ids.next());
    }

    public static Optional<BankAccountId> read(String text) {
        return Ids.read("ba", text, BankAccountId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ba", uuid);
    }
}
