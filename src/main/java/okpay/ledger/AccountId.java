package okpay.ledger;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one account: `ac_…`.
public record AccountId(UUID uuid) implements Id {

    static AccountId next() {
        return new AccountId(Ids.next());
    }

    public static Optional<AccountId> read(String text) {
        return Ids.read("ac", text, AccountId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ac", uuid);
    }
}
