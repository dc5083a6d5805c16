package okpay.support;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one conversation: `cv_…`.
public record ConversationId(UUID uuid) implements Id {

    static ConversationId next() {
        return new ConversationId(Ids.next());
    }

    public static Optional<ConversationId> read(String text) {
        return Ids.read("cv", text, ConversationId::new);
    }

    @Override
    public String toString() {
        return Ids.print("cv", uuid);
    }
}
