package okpay.support;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.identity.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who gets the next case.
@Component
class Routing {

    private final JdbcClient jdbc;
    private final Agents agents;

    Routing(JdbcClient jdbc, Agents agents) {
        this.jdbc = jdbc;
        this.agents = agents;
    }

    private record Load(UUID assignee, long cases) {}

    /// The agent with the fewest open cases. Supervisors get cases only when there is nobody else:
    /// they must stay free to approve.
    Optional<AgentId> leastBusy() {
        Map<UUID, Long> loads =
                jdbc
                        .sql(
                                """
                                select assignee, count(*) as cases from support.support_case
                                where assignee is not null and stage not in ('RESOLVED', 'CLOSED')
                                group by assignee
                                """)
                        .query(Load.class)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Load::assignee, Load::cases));
        return agents.all().stream()
                .min(
                        Comparator.comparing((Agent agent) -> agent.role() == Role.SUPERVISOR)
                                .thenComparing(agent -> loads.getOrDefault(agent.id().uuid(), 0L))
                                .thenComparing(agent -> agent.id().uuid()))
                .map(Agent::id);
    }
}
