package okpay.support;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What waits, and what everybody has on their table.
@Component
public class Loads {

    private final JdbcClient jdbc;

    Loads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The most urgent first; those somebody else is working on at this moment are left out.
    public List<Case> waiting(int most) {
        return jdbc.sql(
                        CaseStore.SELECT
                                + """
                                 where stage = 'WAITING' and merged_into is null
                                 order by priority desc, next_due, moved_at, id
                                 limit :most for update skip locked
                                """)
                .param("most", most)
                .query(CaseStore::row)
                .list();
    }

    public boolean isAnybodyWaiting() {
        return jdbc.sql(
                        """
                        select exists (select 1 from support.support_case
                            where stage = 'WAITING' and merged_into is null)
                        """)
                .query(Boolean.class)
                .single();
    }

    /// How many are taken before this one, in the order of [#waiting].
    public int before(Case one) {
        return jdbc.sql(
                        """
                        select count(*) from support.support_case c, support.support_case mine
                        where mine.id = :id and c.stage = 'WAITING' and c.merged_into is null
                          and (-c.priority, coalesce(c.next_due, 'infinity'), c.moved_at, c.id)
                            < (-mine.priority, coalesce(mine.next_due, 'infinity'),
                                mine.moved_at, mine.id)
                        """)
                .param("id", one.id().uuid())
                .query(Integer.class)
                .single();
    }

    /// How many cases somebody still has to do something about.
    public long open() {
        return jdbc.sql(
                        """
                        select count(*) from support.support_case
                        where stage not in ('RESOLVED', 'CLOSED') and merged_into is null
                        """)
                .query(Long.class)
                .single();
    }

    /// Every case somebody has that is not over.
    public List<CaseId> of(AgentId agent) {
        return jdbc.sql(
                        """
                        select id from support.support_case
                        where assignee = :agent and merged_into is null
                          and stage in ('IN_PROGRESS', 'WAITING_FOR_CUSTOMER', 'WAITING_FOR_APPROVAL')
                        order by id
                        """)
                .param("agent", agent.uuid())
                .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
                .list();
    }

    /// How many cases each agent works on. What waits for the customer or a second person is on
    /// nobody's table.
    public Map<AgentId, Long> ofAgents() {
        record Load(UUID assignee, long cases) {}
        return jdbc
                .sql(
                        """
                        select assignee, count(*) as cases from support.support_case
                        where stage = 'IN_PROGRESS' and merged_into is null and assignee is not null
                        group by assignee
                        """)
                .query(Load.class)
                .list()
                .stream()
                .collect(Collectors.toMap(it -> new AgentId(it.assignee), Load::cases));
    }

    /// How many cases each agent was given since then.
    public Map<AgentId, Long> givenSince(Instant since) {
        record Given(UUID agent, long cases) {}
        return jdbc
                .sql(
                        """
                        select agent, count(*) as cases from support.case_event
                        where kind = 'ASSIGNED' and at >= :since and agent is not null
                        group by agent
                        """)
                .param("since", Timestamp.from(since))
                .query(Given.class)
                .list()
                .stream()
                .collect(Collectors.toMap(it -> new AgentId(it.agent), Given::cases));
    }
}
