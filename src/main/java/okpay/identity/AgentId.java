package okpay.identity;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one agent: `ag_…`.
public record AgentId(UUID uuid) implements Id {

    public static AgentId next() {
        return new AgentId(Ids.next());
    }

    public static Optional<AgentId> read(String text) {
        return Ids.read("ag", text, AgentId::new);
    }

    @Override
    public String toString() {
        return Ids.print("ag", uuid);
    }
}
