package okpay.identity;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one challenge: `ch_…`.
public record ChallengeId(UUID uuid) implements Id {

    static ChallengeId next() {
        return new ChallengeId(Ids.next());
    }

    public static Optional<ChallengeId> read(String text) {
        return Ids.read("ch", text, ChallengeId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ch", uuid);
    }
}
