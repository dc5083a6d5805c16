package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.support.CaseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who looks at a case at this moment, and who is writing in it, so that nobody answers over a
/// colleague. Only for cases on somebody's screen.
@Component
public class Viewers {

    private static final Duration LOOKING = Duration.ofSeconds(40);
    private static final Duration WRITING = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final Clock clock;

    Viewers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param writes they typed something within the last twenty seconds
    public record Viewer(AgentId agent, boolean writes) {}

    @Transactional
    public void look(CaseId at, AgentId agent, boolean writes) {
        jdbc.sql(
                        """
                        insert into desk.viewer (case_id, agent, seen_at, writing_at)
                        values (:caseId, :agent, :now, case when :writes then :now::timestamptz end)
                        on conflict (case_id, agent) do update set seen_at = :now,
                            writing_at = case when :writes then :now::timestamptz
                                else desk.viewer.writing_at end
                        """)
                .param("caseId", at.uuid())
                .param("agent", agent.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("writes", writes)
                .update();
    }

    /// Their words were sent, or taken back.
    @Transactional
    public void stoppedWriting(CaseId at, AgentId agent) {
        jdbc.sql(
                        """
                        update desk.viewer set writing_at = null
                        where case_id = :caseId and agent = :agent
                        """)
                .param("caseId", at.uuid())
                .param("agent", agent.uuid())
                .update();
    }

    /// Everybody but the reader.
    public List<Viewer> of(CaseId id, AgentId reader) {
        var now = clock.instant();
        return jdbc.sql(
                        """
                        select agent, coalesce(writing_at > :writing, false) as writes from desk.viewer
                        where case_id = :caseId and agent <> :reader and seen_at > :looking
                        order by agent limit 20
                        """)
                .param("caseId", id.uuid())
                .param("reader", reader.uuid())
                .param("looking", Timestamp.from(now.minus(LOOKING)))
                .param("writing", Timestamp.from(now.minus(WRITING)))
                .query((row, _) ->
                        new Viewer(
                                new AgentId(row.getObject("agent", UUID.class)),
                                row.getBoolean("writes")))
                .list();
    }

    @Scheduled(fixedDelayString = "${okpay.desk.forget-viewers-every:PT10M}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from desk.viewer where seen_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(LOOKING)))
                .update();
    }
}
