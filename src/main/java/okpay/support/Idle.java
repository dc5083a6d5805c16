package okpay.support;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cases in which nothing has happened for long.
@Component
public class Idle {

    private static final int AT_ONCE = 1_000;

    /// What we owe, or gave our word for, is not over by silence; missed, it is owed all the more.
    private static final String OWES =
            """
             and not exists (select 1 from support.promise p where p.case_id = c.id
                and p.kind in ('MONEY_BACK', 'DECISION', 'CALL_BACK', 'AGREED')
                and p.state in ('RUNNING', 'PAUSED', 'MISSED'))
            """;

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;

    Idle(JdbcClient jdbc, CaseStore store, CaseEvents events, ApplicationEventPublisher news) {
        this.jdbc = jdbc;
        this.store = store;
        this.events = events;
        this.news = news;
    }

    /// Those that wait for their customer since before then and for nothing of ours, the longest
    /// first, at most a thousand.
    public List<CaseId> silent(Instant then) {
        return find(Stage.WAITING_FOR_CUSTOMER, OWES, then);
    }

    /// The same, of those whose customer was not reminded since.
    public List<CaseId> notReminded(Instant then) {
        var which = OWES + " and (reminded_at is null or reminded_at < moved_at)";
        return find(Stage.WAITING_FOR_CUSTOMER, which, then);
    }

    /// Those that are solved since before then.
    public List<CaseId> solved(Instant then) {
        return find(Stage.RESOLVED, "", then);
    }

    private List<CaseId> find(Stage stage, String which, Instant then) {
        return jdbc.sql(
                        """
                        select id from support.support_case c
                        where stage = :stage and moved_at < :then and merged_into is null %s
                        order by moved_at limit %d
                        """
                                .formatted(which, AT_ONCE))
                .param("stage", stage.name())
                .param("then", Timestamp.from(then))
                .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
                .list();
    }

    @Transactional
    public void reminded(CaseId id, Instant now) {
        store.locked(id);
        jdbc.sql("update support.support_case set reminded_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id.uuid())
                .update();
    }

    /// It is over. How long it is kept counts from when it was solved.
    @Transactional
    public void close(Case one) {
        var found = store.locked(one.id());
        if (found.stage() == Stage.RESOLVED) {
            store.move(found.id(), Stage.CLOSED, found.assignee(), found.movedAt());
            events.write(found.id(), Optional.empty(), CaseEvents.Kind.MOVED, Stage.CLOSED.name());
            news.publishEvent(new CaseMoved(found.id(), Stage.RESOLVED, Stage.CLOSED));
        }
    }
}
