package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The links with which people at the desk set their passwords.
@Component
class Invitations {

    static final Duration GOOD_FOR = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final Clock clock;

    Invitations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Good once, for three days; the one before is good no more.
    Token make(AgentId id) {
        var secret = Token.fresh();
        jdbc.sql(
                        """
                        insert into identity.agent_invitation (token_hash, agent, until)
                        values (:hash, :agent, :until)
                        on conflict (agent) do update set token_hash = :hash, until = :until
                        """)
                .param("hash", secret.hash())
                .param("agent", id.uuid())
                .param("until", Timestamp.from(clock.instant().plus(GOOD_FOR)))
                .update();
        return secret;
    }

    /// Whose link it is, if it is still good.
    Optional<AgentId> find(Token secret) {
        return jdbc.sql(
                        """
                        select agent from identity.agent_invitation
                        where token_hash = :hash and until > :now
                        """)
                .param("hash", secret.hash())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> new AgentId(row.getObject("agent", UUID.class)))
                .optional();
    }

    /// @return false when it was used before
    boolean use(Token secret) {
        return jdbc.sql("delete from identity.agent_invitation where token_hash = :hash")
                        .param("hash", secret.hash())
                        .update()
                > 0;
    }

    void drop(AgentId id) {
        jdbc.sql("delete from identity.agent_invitation where agent = :id")
                .param("id", id.uuid())
                .update();
    }
}
