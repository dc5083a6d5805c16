package okpay.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.support.CaseId;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is to be done for a case, ticked off one by one.
@Component
public class Checklist {

    private static final int LONGEST = 200;
    private static final int MOST = 30;

    private final JdbcClient jdbc;
    private final Clock clock;

    Checklist(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param doneBy who ticked it off; empty while it is open
    public record Item(UUID id, String text, Optional<AgentId> doneBy, Optional<Instant> doneAt) {
        public boolean isDone() {
            return doneBy.isPresent();
        }
    }

    /// @return false for nothing, too much, or one too many
    @Transactional
    public boolean add(CaseId of, AgentId by, String text) {
        var tidy = Conversations.tidy(text).replace('\n', ' ');
        Turns.take(jdbc, "checklist " + of);
        if (tidy.isEmpty() || tidy.length() > LONGEST || of(of).size() >= MOST) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into casework.item (id, case_id, text, made_by, made_at)
                        values (:id, :caseId, :text, :by, :now)
                        """)
                .param("id", Ids.next())
                .param("caseId", of.uuid())
                .param("text", tidy)
                .param("by", by.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    /// Who ticked it off first stays named.
    @Transactional
    public void tick(CaseId of, UUID item, AgentId by) {
        jdbc.sql(
                        """
                        update casework.item set done_by = :by, done_at = :now
                        where id = :id and case_id = :caseId and done_by is null
                        """)
                .param("by", by.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", item)
                .param("caseId", of.uuid())
                .update();
    }

    /// It is to be done after all.
    @Transactional
    public void untick(CaseId of, UUID item) {
        jdbc.sql(
                        """
                        update casework.item set done_by = null, done_at = null
                        where id = :id and case_id = :caseId
                        """)
                .param("id", item)
                .param("caseId", of.uuid())
                .update();
    }

    @Transactional
    public void remove(CaseId of, UUID item) {
        jdbc.sql("delete from casework.item where id = :id and case_id = :caseId")
                .param("id", item)
                .param("caseId", of.uuid())
                .update();
    }

    /// In the order in which they were written.
    public List<Item> of(CaseId id) {
        return jdbc.sql(
                        """
                        select id, text, done_by, done_at from casework.item
                        where case_id = :id order by made_at, id
                        """)
                .param("id", id.uuid())
                .query((row, _) ->
                        new Item(
                                row.getObject("id", UUID.class),
                                row.getString("text"),
                                Optional.ofNullable(row.getObject("done_by", UUID.class))
                                        .map(AgentId::new),
                                Optional.ofNullable(row.getTimestamp("done_at"))
                                        .map(Timestamp::toInstant)))
                .list();
    }

    /// What is still to be done.
    public List<Item> open(CaseId id) {
        return of(id).stream().filter(it -> !it.isDone()).toList();
    }
}
