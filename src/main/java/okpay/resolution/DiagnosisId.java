package okpay.resolution;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one diagnosis: `dg_…`.
public record DiagnosisId(UUID uuid) implements Id {

    static DiagnosisId next() {
        return new DiagnosisId(Ids.next());
    }

    public static Optional<DiagnosisId> read(String text) {
        return Ids.read("dg", text, DiagnosisId::new);
    }

    @Override
    public String toString() {
        return Ids.print("dg", uuid);
    }
}
