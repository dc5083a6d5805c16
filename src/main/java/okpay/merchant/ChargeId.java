package okpay.merchant;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one charge: `ch_…`.
public record ChargeId(UUID uuid) implements Id {

    public static ChargeId next() {
        return new ChargeId(Ids.next());
    }

    public static Optional<ChargeId> read(String text) {
        return Ids.read("ch", text, ChargeId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ch", uuid);
    }
}
