package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.AgentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Words among those at the desk. They lie apart from the conversation, so that nothing that draws
/// a conversation can ever show them to the customer.
@Component
public class Notes {

    private final JdbcClient jdbc;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Notes(JdbcClient jdbc, CaseEvents events, ApplicationEventPublisher news, Clock clock) {
        this.events = events;
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
    }

    public record Note(UUID id, AgentId by, String text, Instant at) {}

    /// News: somebody wrote a note.
    public record NoteWritten(CaseId of, AgentId by, String text) {}

    /// @return whether it was written: nothing empty, and nothing above 4,000 characters
    @Transactional
    public boolean write(CaseId id, AgentId by, String text) {
        var tidy = Conversations.tidy(text);
        if (tidy.isEmpty() || tidy.length() > Conversations.LONGEST) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into support.note (id, case_id, agent, text, at)
                        values (:id, :caseId, :agent, :text, :at)
                        """)
                .param("id", Ids.next())
                .param("caseId", id.uuid())
                .param("agent", by.uuid())
                .param("text", tidy)
                .param("at", Timestamp.from(clock.instant()))
                .update();
        events.write(id, java.util.Optional.of(by), CaseEvents.Kind.NOTED, "");
        news.publishEvent(new NoteWritten(id, by, tidy));
        return true;
    }

    /// Oldest first, the last 100.
    public List<Note> of(CaseId id) {
        return jdbc.sql(
                        """
                        select id, agent, text, at from support.note where case_id = :id
                        order by at desc, id desc limit 100
                        """)
                .param("id", id.uuid())
                .query((row, _) ->
                        new Note(
                                row.getObject("id", UUID.class),
                                new AgentId(row.getObject("agent", UUID.class)),
                                row.getString("text"),
                                row.getTimestamp("at").toInstant()))
                .list()
                .reversed();
    }
}
