package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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

    /// The latest first, at most ten.
    public List<Noted> of(AgentId id) {
        return jdbc.sql(
                        """
                        select at, by, kind, detail from identity.agent_event
                        where agent = :id order by seq desc limit 10
                        """)
                .param("id", id.uuid())
                .query((row, _) ->
                        new Noted(
                                row.getTimestamp("at").toInstant(),
                                Optional.ofNullable(row.getObject("by", UUID.class))
                                        .map(AgentId::new),
                                Event.valueOf(row.getString("kind")),
                                row.getString("detail")))
                .list();
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
