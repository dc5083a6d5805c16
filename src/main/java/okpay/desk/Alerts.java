package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.identity.Role;
import okpay.support.CaseId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What somebody at the desk should know of now.
@Component
public class Alerts {

    private static final int MOST = 30;
    private static final int MOST_SUPERVISORS = 20;

    private final JdbcClient jdbc;
    private final Presence presence;
    private final Agents agents;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Alerts(
            JdbcClient jdbc,
            Presence presence,
            Agents agents,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.presence = presence;
        this.agents = agents;
        this.news = news;
        this.clock = clock;
    }

    public enum Kind {
        /// A case is theirs now.
        ASSIGNED,
        /// Half of a promise's time has gone.
        HALF,
        /// Most of it has.
        NEAR,
        MISSED,
        AN_HOUR_LATE,
        /// The customer asked us to hurry.
        HURRIED,
        /// Somebody named them in a note.
        MENTIONED,
        /// A reply needs their second look.
        TO_CHECK,
        /// Their reply was let go.
        LET_GO,
        KEPT_BACK,
        /// Somebody in danger, or pressed to pay, writes in a case of theirs.
        URGENT,
        /// A customer was not satisfied.
        UNHAPPY,
        /// A customer was very satisfied with them.
        PRAISED,
        /// A case they watch went on to another stage.
        WATCHED,
        /// A case they did not want to see before now.
        AWAKE,
        /// A customer was abusive for the second time; a supervisor decides.
        STRIKE,
        /// They have had enough of what is hard for now.
        REST,
        /// Their work in a case was read and marked.
        REVIEWED,
        /// An agent says something to the marks they gave.
        ANSWERED
    }

    /// @param detail in the words of the kind: what was written, why
    public record Notice(UUID id, CaseId of, Kind kind, String detail, Instant at) {}

    /// News: somebody has something new to read.
    public record NoticeCame(AgentId to) {}

    /// @param key the same thing is told somebody once
    @Transactional
    public void tell(AgentId to, CaseId of, Kind kind, String detail, String key) {
        int told =
                jdbc.sql(
                                """
                                insert into desk.notice (id, agent, case_id, kind, detail, at, key)
                                values (:id, :agent, :caseId, :kind, :detail, :at, :key)
                                on conflict (agent, key) do nothing
                                """)
                        .param("id", Ids.next())
                        .param("agent", to.uuid())
                        .param("caseId", of.uuid())
                        .param("kind", kind.name())
                        .param("detail", detail)
                        .param("at", Timestamp.from(clock.instant()))
                        .param("key", kind + ":" + key)
                        .update();
        if (told == 1) {
            news.publishEvent(new NoticeCame(to));
        }
    }

    /// Tells the supervisors at the desk; all of them where none is there.
    ///
    /// @param except who need not be told: it is their own doing
    @Transactional
    public void tellSupervisors(
            CaseId of, Kind kind, String detail, String key, Optional<AgentId> except) {
        var all =
                agents.working().stream()
                        .filter(it -> it.role() == Role.SUPERVISOR)
                        .map(Agent::id)
                        .toList();
        var there = presence.all().stream().map(Presence.Place::agent).toList();
        var here = all.stream().filter(there::contains).toList();
        for (var it : here.isEmpty() ? all.stream().limit(MOST_SUPERVISORS).toList() : here) {
            if (except.filter(it::equals).isEmpty()) {
                tell(it, of, kind, detail, key);
            }
        }
    }

    /// What they have not seen, newest first.
    public List<Notice> unseen(AgentId of) {
        return jdbc.sql(
                        """
                        select id, case_id, kind, detail, at from desk.notice
                        where agent = :agent and seen_at is null order by at desc, id desc limit :most
                        """)
                .param("agent", of.uuid())
                .param("most", MOST)
                .query((row, _) ->
                        new Notice(
                                row.getObject("id", UUID.class),
                                new CaseId(row.getObject("case_id", UUID.class)),
                                Kind.valueOf(row.getString("kind")),
                                row.getString("detail"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    /// They opened the case: what was told about it is seen.
    @Transactional
    public void seen(AgentId by, CaseId of) {
        jdbc.sql(
                        """
                        update desk.notice set seen_at = :now
                        where agent = :agent and case_id = :caseId and seen_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("agent", by.uuid())
                .param("caseId", of.uuid())
                .update();
    }

    @Transactional
    public void seenAll(AgentId by) {
        jdbc.sql("update desk.notice set seen_at = :now where agent = :agent and seen_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("agent", by.uuid())
                .update();
    }
}
