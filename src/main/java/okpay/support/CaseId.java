package okpay.support;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one case: `cs_…`.
public record CaseId(UUID uuid) implements Id {

    static CaseId next() {
        return new CaseId(Ids.next());
    }

    public static Optional<CaseId> read(String text) {
        return Ids.read("cs", text, CaseId::new);
    }

    @Override
    public String toString() {
        return Ids.print("cs", uuid);
    }
}
