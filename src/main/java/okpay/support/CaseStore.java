package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of cases.
@Component
class CaseStore {

    static final String SELECT =
            """
            select id, number, customer, conversation, about_kind, about_id, topic, stage, priority,
                   assignee, merged_into, next_due, opened_at, moved_at
            from support.support_case
            """;

    private final JdbcClient jdbc;

    CaseStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Case> find(CaseId id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id.uuid())
                .query(CaseStore::row)
                .optional();
    }

    /// Held until the end of the caller's transaction.
    Case locked(CaseId id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id.uuid())
                .query(CaseStore::row)
                .single();
    }

    /// The case in which this one lies in the end: itself, if it was merged into none.
    CaseId root(CaseId id) {
        return jdbc.sql(
                        """
                        with recursive up as (
                            select id, merged_into, 0 as depth from support.support_case where id = :id
                            union all
                            select c.id, c.merged_into, depth + 1 from up
                            join support.support_case c on c.id = up.merged_into where depth < 50)
                        select id from up where merged_into is null
                        """)
                .param("id", id.uuid())
                .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
                .single();
    }

    /// Lists are sorted by the promise that runs out first.
    void sort(UUID... ids) {
        jdbc.sql(
                        """
                        update support.support_case c set next_due = (
                            select min(due) from support.promise p
                            where p.case_id = c.id and p.state = 'RUNNING')
                        where id = any(:ids)
                        """)
                .param("ids", ids)
                .update();
    }

    /// Every case that lies in this one, however deep.
    UUID[] within(CaseId id) {
        return jdbc.sql(
                        """
                        with recursive down as (
                            select id from support.support_case where merged_into = :id
                            union
                            select c.id from down join support.support_case c on c.merged_into = down.id)
                        select id from down order by id
                        """)
                .param("id", id.uuid())
                .query((row, _) -> row.getObject("id", UUID.class))
                .list()
                .toArray(UUID[]::new);
    }

    String nextNumber() {
        return "C" + jdbc.sql("select nextval('support.case_number')").query(Long.class).single();
    }

    void insert(Case fresh) {
        jdbc.sql(
                        """
                        insert into support.support_case (id, number, customer, conversation,
                            about_kind, about_id, topic, stage, priority, assignee, opened_at, moved_at)
                        values (:id, :number, :customer, :conversation,
                            :kind, :about, :topic, :stage, :priority, :assignee, :opened, :moved)
                        """)
                .param("id", fresh.id().uuid())
                .param("number", fresh.number())
                .param("customer", fresh.customer().uuid())
                .param("conversation", fresh.conversation().uuid())
                .param("kind", fresh.about().kind())
                .param("about", fresh.about().id())
                .param("topic", fresh.topic())
                .param("stage", fresh.stage().name())
                .param("priority", fresh.priority().rank())
                .param("assignee", fresh.assignee().map(AgentId::uuid).orElse(null))
                .param("opened", Timestamp.from(fresh.openedAt()))
                .param("moved", Timestamp.from(fresh.movedAt()))
                .update();
    }

    void setTopic(CaseId id, String topic) {
        jdbc.sql("update support.support_case set topic = :topic where id = :id")
                .param("topic", topic)
                .param("id", id.uuid())
                .update();
    }

    void setAbout(CaseId id, Reference about) {
        jdbc.sql(
                        """
                        update support.support_case set about_kind = :kind, about_id = :about
                        where id = :id
                        """)
                .param("kind", about.kind())
                .param("about", about.id())
                .param("id", id.uuid())
                .update();
    }

    void setPriority(CaseId id, Priority priority) {
        jdbc.sql("update support.support_case set priority = :priority where id = :id")
                .param("priority", priority.rank())
                .param("id", id.uuid())
                .update();
    }

    void setCause(CaseId id, String cause) {
        jdbc.sql("update support.support_case set root_cause = :cause where id = :id")
                .param("cause", cause)
                .param("id", id.uuid())
                .update();
    }

    void mergeInto(CaseId id, Optional<CaseId> into) {
        jdbc.sql("update support.support_case set merged_into = :into where id = :id")
                .param("into", into.map(CaseId::uuid).orElse(null))
                .param("id", id.uuid())
                .update();
    }

    void move(CaseId id, Stage next, Optional<AgentId> agent, Instant now) {
        jdbc.sql(
                        """
                        update support.support_case
                        set stage = :stage, assignee = :agent, moved_at = :now where id = :id
                        """)
                .param("stage", next.name())
                .param("agent", agent.map(AgentId::uuid).orElse(null))
                .param("now", Timestamp.from(now))
                .param("id", id.uuid())
                .update();
    }

    /// Remembers that the customer asked us to hurry.
    ///
    /// @return false when they did so after `notBefore` already
    boolean hurry(CaseId id, Instant now, Instant notBefore) {
        return jdbc.sql(
                                """
                                update support.support_case set hurried_at = :now
                                where id = :id and (hurried_at is null or hurried_at <= :before)
                                """)
                        .param("now", Timestamp.from(now))
                        .param("before", Timestamp.from(notBefore))
                        .param("id", id.uuid())
                        .update()
                == 1;
    }

    static Case row(ResultSet row, int n) throws SQLException {
        return new Case(
                new CaseId(row.getObject("id", UUID.class)),
                row.getString("number"),
                new CustomerId(row.getObject("customer", UUID.class)),
                new ConversationId(row.getObject("conversation", UUID.class)),
                new Reference(row.getString("about_kind"), row.getString("about_id")),
                row.getString("topic"),
                Stage.valueOf(row.getString("stage")),
                Priority.of(row.getInt("priority")),
                Optional.ofNullable(row.getObject("assignee", UUID.class)).map(AgentId::new),
                Optional.ofNullable(row.getObject("merged_into", UUID.class)).map(CaseId::new),
                Optional.ofNullable(row.getTimestamp("next_due")).map(Timestamp::toInstant),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("moved_at").toInstant());
    }
}
