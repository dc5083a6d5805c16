package okpay.resolution;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one question which payment is meant: `qu_…`.
public record QuestionId(UUID uuid) implements Id {

    static QuestionId next() {
        return new QuestionId(Ids.next());
    }

    public static Optional<QuestionId> read(String text) {
        return Ids.read("qu", text, QuestionId::new);
    }

    @Override
    public String toString() {
        return Ids.print("qu", uuid);
    }
}
