package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Who let whom in at the desk, changed them or let them go: written once.
@Component
public class StaffTrail {

    private final JdbcClient jdbc;
    private final Clock clock;

    StaffTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// What happened to somebody.
    public enum Event {
        INVITED,
        /// Got a fresh link.
        LINK,
        /// Set a password.
        PASSWORD,
        CHANGED,
        LEFT
    }

    /// @param by empty for whoever started OKPay
    public record Noted(Instant at, Optional<AgentId> by, Event event, String detail) {}

    /// Of everybody, the latest first, at most ten each.
    public Map<AgentId, List<Noted>> latest() {
        return jdbc
                .sql(
                        """
                        select agent, at, by, kind, detail from (
                            select e.*, row_number() over (partition by agent order by seq desc) as n
                            from identity.agent_event e) e
                        where n <= 10 order by agent, n
                        """)
                .query((row, _) ->
                        Map.entry(
                                new AgentId(row.getObject("agent", UUID.class)),
                                new Noted(
                                        row.getTimestamp("at").toInstant(),
                                        Optional.ofNullable(row.getObject("by", UUID.class))
                                                .map(AgentId::new),
                                        Event.valueOf(row.getString("kind")),
                                        row.getString("detail"))))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    void note(AgentId of, Optional<AgentId> by, Event event, String detail) {
        jdbc.sql(
                        """
                        insert into identity.agent_event (at, agent, by, kind, detail)
                        values (:at, :of, :by, :kind, :detail)
                        """)
                .param("at", Timestamp.from(clock.instant()))
                .param("of", of.uuid())
                .param("by", by.map(AgentId::uuid).orElse(null))
                .param("kind", event.name())
                .param("detail", detail)
                .update();
    }
}
