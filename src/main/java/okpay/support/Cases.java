package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Problems to be solved, each with a number, a stage and somebody who cares for it.
@Component
public class Cases {

    private static final String SELECT =
            """
            select id, number, customer, conversation, about_kind, about_id, topic, stage, assignee,
                   opened_at, moved_at
            from support.support_case
            """;

    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final Promises promises;
    private final Routing routing;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Cases(
            JdbcClient jdbc,
            Conversations conversations,
            Promises promises,
            Routing routing,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.promises = promises;
        this.routing = routing;
        this.news = news;
        this.clock = clock;
    }

    /// The customer's open case about something, or a new one with a conversation of its own. Asked
    /// twice at once, it is still one case (the database keeps one open case for each customer and
    /// thing).
    @Transactional
    public Case open(CustomerId customer, Reference about) {
        Turns.take(jdbc, "case " + customer + " " + about);
        return openAbout(customer, about).orElseGet(() -> fresh(customer, about));
    }

    public Optional<Case> find(CaseId id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id.uuid())
                .query(Cases::row)
                .optional();
    }

    /// One of the customer's own cases; somebody else's does not exist.
    public Optional<Case> find(CaseId id, CustomerId customer) {
        return find(id).filter(one -> one.customer().equals(customer));
    }

    /// The cases a conversation belongs to, newest first.
    public Optional<Case> of(ConversationId conversation) {
        return jdbc.sql(SELECT + " where conversation = :id order by opened_at desc limit 1")
                .param("id", conversation.uuid())
                .query(Cases::row)
                .optional();
    }

    public List<Case> of(CustomerId customer, int most) {
        return jdbc.sql(SELECT + " where customer = :id order by opened_at desc limit :most")
                .param("id", customer.uuid())
                .param("most", most)
                .query(Cases::row)
                .list();
    }

    /// Cases about one thing, newest first.
    public List<Case> about(Reference about) {
        return jdbc.sql(
                        SELECT
                                + " where about_kind = :kind and about_id = :id"
                                + " order by opened_at desc limit 20")
                .param("kind", about.kind())
                .param("id", about.id())
                .query(Cases::row)
                .list();
    }

    /// Which cases an agent wants to see.
    ///
    /// @param text part of a case number; blank for all
    public record Filter(Optional<AgentId> assignee, Optional<Boolean> open, String text) {}

    /// Open ones first, the most pressing promise first; at most 100 at once, `skip` for the next
    /// page.
    public List<Case> list(Filter filter, int most, int skip) {
        var sql = new StringBuilder(SELECT + " c where true");
        filter.assignee().ifPresent(_ -> sql.append(" and assignee = :assignee"));
        filter.open()
                .ifPresent(open ->
                        sql.append(" and stage ")
                                .append(open ? "not in" : "in")
                                .append(" ('RESOLVED', 'CLOSED')"));
        if (!filter.text().isBlank()) {
            sql.append(" and number ilike :text");
        }
        sql.append(
                """
                 order by stage in ('RESOLVED', 'CLOSED'),
                    (select min(due) from support.promise p
                     where p.case_id = c.id and p.state = 'RUNNING') nulls last,
                    moved_at desc
                 limit :most offset :skip
                """);
        var query = jdbc.sql(sql.toString()).param("most", Math.min(most, 100)).param("skip", skip);
        if (filter.assignee().isPresent()) {
            query = query.param("assignee", filter.assignee().get().uuid());
        }
        if (!filter.text().isBlank()) {
            query = query.param("text", "%" + filter.text().strip().replace("%", "") + "%");
        }
        return query.query(Cases::row).list();
    }

    /// Holds the case until the end of the caller's transaction. Whoever will change a case, its
    /// promises and its conversation in one go takes this first, so that no two wait for each
    /// other.
    public void lock(CaseId id) {
        locked(id);
    }

    /// How many cases somebody still has to do something about.
    public long countOpen() {
        return jdbc.sql(
                        """
                        select count(*) from support.support_case
                        where stage not in ('RESOLVED', 'CLOSED')
                        """)
                .query(Long.class)
                .single();
    }

    /// What the customer complains of.
    @Transactional
    public void setTopic(CaseId id, String topic) {
        jdbc.sql("update support.support_case set topic = :topic where id = :id")
                .param("topic", topic)
                .param("id", id.uuid())
                .update();
    }

    /// Gives the case to the agent with the fewest open ones, or lets it wait when there is none.
    @Transactional
    public Case handToAgent(CaseId id) {
        var found = locked(id);
        if (found.assignee().isPresent() && found.stage().isOpen()) {
            return found;
        }
        var agent = routing.leastBusy();
        return agent.map(who -> move(found, Stage.IN_PROGRESS, Optional.of(who)))
                .orElseGet(() -> move(found, Stage.WAITING, Optional.empty()));
    }

    /// An agent takes the case, from whoever had it.
    @Transactional
    public Case take(CaseId id, AgentId agent) {
        var found = locked(id);
        var stage = found.stage() == Stage.WAITING_FOR_APPROVAL ? found.stage() : Stage.IN_PROGRESS;
        return move(found, stage, Optional.of(agent));
    }

    /// Goes on to another stage; false when that step is not drawn in [Stage].
    @Transactional
    public boolean move(CaseId id, Stage next) {
        var found = locked(id);
        if (found.stage() == next) {
            return true;
        }
        if (!found.stage().leadsTo(next)) {
            return false;
        }
        move(found, next, found.assignee());
        if (next == Stage.RESOLVED) {
            promises.keepAll(id);
        }
        return true;
    }

    private Optional<Case> openAbout(CustomerId customer, Reference about) {
        return about(about).stream()
                .filter(one -> one.customer().equals(customer) && one.stage() != Stage.CLOSED)
                .findFirst();
    }

    private Case fresh(CustomerId customer, Reference about) {
        var now = clock.instant();
        var number = jdbc.sql("select nextval('support.case_number')").query(Long.class).single();
        var fresh =
                new Case(
                        CaseId.next(),
                        "C" + number,
                        customer,
                        conversations.start(customer).id(),
                        about,
                        "",
                        Stage.OPENED,
                        Optional.empty(),
                        now,
                        now);
        insert(fresh);
        news.publishEvent(new CaseMoved(fresh.id(), Stage.OPENED, Stage.OPENED));
        return fresh;
    }

    void insert(Case fresh) {
        jdbc.sql(
                        """
                        insert into support.support_case (id, number, customer, conversation,
                            about_kind, about_id, topic, stage, assignee, opened_at, moved_at)
                        values (:id, :number, :customer, :conversation,
                            :kind, :about, :topic, :stage, :assignee, :opened, :moved)
                        """)
                .param("id", fresh.id().uuid())
                .param("number", fresh.number())
                .param("customer", fresh.customer().uuid())
                .param("conversation", fresh.conversation().uuid())
                .param("kind", fresh.about().kind())
                .param("about", fresh.about().id())
                .param("topic", fresh.topic())
                .param("stage", fresh.stage().name())
                .param("assignee", fresh.assignee().map(AgentId::uuid).orElse(null))
                .param("opened", Timestamp.from(fresh.openedAt()))
                .param("moved", Timestamp.from(fresh.movedAt()))
                .update();
    }

    private Case locked(CaseId id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id.uuid())
                .query(Cases::row)
                .single();
    }

    private Case move(Case from, Stage next, Optional<AgentId> agent) {
        if (from.stage() != next && !from.stage().leadsTo(next)) {
            throw new IllegalStateException(
                    from.number() + " cannot go from " + from.stage() + " to " + next);
        }
        jdbc.sql(
                        """
                        update support.support_case
                        set stage = :stage, assignee = :agent, moved_at = :now where id = :id
                        """)
                .param("stage", next.name())
                .param("agent", agent.map(AgentId::uuid).orElse(null))
                .param("now", Timestamp.from(clock.instant()))
                .param("id", from.id().uuid())
                .update();
        news.publishEvent(new CaseMoved(from.id(), from.stage(), next));
        return find(from.id()).orElseThrow();
    }

    private static Case row(ResultSet row, int n) throws SQLException {
        return new Case(
                new CaseId(row.getObject("id", UUID.class)),
                row.getString("number"),
                new CustomerId(row.getObject("customer", UUID.class)),
                new ConversationId(row.getObject("conversation", UUID.class)),
                new Reference(row.getString("about_kind"), row.getString("about_id")),
                row.getString("topic"),
                Stage.valueOf(row.getString("stage")),
                Optional.ofNullable(row.getObject("assignee", UUID.class)).map(AgentId::new),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("moved_at").toInstant());
    }
}
