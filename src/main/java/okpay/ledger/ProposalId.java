package okpay.ledger;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one proposal: `pr_…`.
public record ProposalId(UUID uuid) implements Id {

    static ProposalId next() {
        return new ProposalId(Ids.next());
    }

    public static Optional<ProposalId> read(String text) {
        return Ids.read("pr", text, ProposalId::new);
    }

    @Override
    public String toString() {
        return Ids.print("pr", uuid);
    }
}
