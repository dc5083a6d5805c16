package okpay.friends;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one request: `rq_…`.
public record RequestId(UUID uuid) implements Id {

    public static RequestId next() {
        return new RequestId(Ids.next());
    }

    public static Optional<RequestId> read(String text) {
        return Ids.read("rq", text, RequestId::new);
    }

    @Override
    public String toString() {
        return Ids.print("rq", uuid);
    }
}
