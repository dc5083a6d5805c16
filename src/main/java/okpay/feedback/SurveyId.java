package okpay.feedback;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one survey: `sv_…`.
public record SurveyId(UUID uuid) implements Id {

    static SurveyId next() {
        return new SurveyId(Ids.next());
    }

    public static Optional<SurveyId> read(String text) {
        return Ids.read("sv", text, SurveyId::new);
    }

    @Override
    public String toString() {
        return Ids.print("sv", uuid);
    }
}
