package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import okpay.identity.AgentId;
import okpay.support.CaseId;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Words somebody has begun to write, kept on the server: they are there after a reload, a crash,
/// or on another machine.
@Component
public class Drafts {

    private final JdbcClient jdbc;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param text empty to forget what was kept; what is too long for a message is cut
    @Transactional
    public void keep(AgentId agent, CaseId of, String text) {
        if (text.isBlank()) {
            forget(agent, of);
            return;
        }
        jdbc.sql(
                        """
                        insert into desk.draft (agent, case_id, text, saved_at)
                        values (:agent, :caseId, :text, :now)
                        on conflict (agent, case_id) do update set text = :text, saved_at = :now
                        """)
                .param("agent", agent.uuid())
                .param("caseId", of.uuid())
                .param("text", cut(text.replace("\u0000", "")))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    public Optional<String> of(AgentId agent, CaseId of) {
        return jdbc.sql("select text from desk.draft where agent = :agent and case_id = :caseId")
                .param("agent", agent.uuid())
                .param("caseId", of.uuid())
                .query(String.class)
                .optional();
    }

    @Transactional
    public void forget(AgentId agent, CaseId of) {
        jdbc.sql("delete from desk.draft where agent = :agent and case_id = :caseId")
                .param("agent", agent.uuid())
                .param("caseId", of.uuid())
                .update();
    }

    private static String cut(String text) {
        return text.length() <= Conversations.LONGEST
                ? text
                : text.substring(0, Conversations.LONGEST);
    }
}
