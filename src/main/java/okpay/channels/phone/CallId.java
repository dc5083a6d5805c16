package okpay.channels.phone;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one call to the hotline: `call_…`.
public record CallId(UUID uuid) implements Id {

    public static Optional<CallId> read(String text) {
        return Ids.read("call", text, CallId::new);
    }

    @Override
    public String toString() {
        return Ids.print("call", uuid);
    }
}
