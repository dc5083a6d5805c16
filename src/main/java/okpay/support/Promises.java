package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What we promised, and whether we kept it.
@Component
public class Promises {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Promises(JdbcClient jdbc, ApplicationEventPublisher news, Clock clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
    }

    /// Promises something by a time. A running promise of the same kind is moved, with the reason.
    @Transactional
    public void make(CaseId id, Promise.Kind kind, Instant due, String why) {
        end(id, Optional.of(kind), Promise.State.MOVED, why);
        insert(
                new Promise(
                        PromiseId.next(),
                        id,
                        kind,
                        due,
                        Promise.State.RUNNING,
                        clock.instant(),
                        Optional.empty(),
                        why));
        news.publishEvent(new PromiseMoved(id));
    }

    /// What was promised is done.
    @Transactional
    public void keep(CaseId id, Promise.Kind kind) {
        end(id, Optional.of(kind), Promise.State.KEPT, "");
    }

    /// The case is solved: with it, all that was promised.
    @Transactional
    public void keepAll(CaseId id) {
        end(id, Optional.empty(), Promise.State.KEPT, "");
    }

    public List<Promise> of(CaseId id) {
        return jdbc.sql(
                        """
                        select id, case_id, kind, due, state, made_at, ended_at, why
                        from support.promise where case_id = :id order by made_at, id
                        """)
                .param("id", id.uuid())
                .query(Promises::row)
                .list();
    }

    /// How many promises ended kept and missed since then.
    public record Kept(long kept, long missed) {}

    public Kept keptSince(Instant since) {
        return jdbc.sql(
                        """
                        select count(*) filter (where state = 'KEPT') as kept,
                               count(*) filter (where state = 'MISSED') as missed
                        from support.promise where ended_at >= :since
                        """)
                .param("since", Timestamp.from(since))
                .query(Kept.class)
                .single();
    }

    @Scheduled(fixedDelayString = "${okpay.support.promises-every:PT1S}")
    void everySecond() {
        markMissed(200);
    }

    /// Marks promises whose time went by, and tells whoever wants to hear.
    ///
    /// @return how many
    @Transactional
    public int markMissed(int most) {
        var missed =
                jdbc.sql(
                                """
                                update support.promise set state = 'MISSED', ended_at = :now
                                where id in (select id from support.promise
                                    where state = 'RUNNING' and due < :now
                                    order by due limit :most for update skip locked)
                                returning id, case_id, kind, due, state, made_at, ended_at, why
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("most", most)
                        .query(Promises::row)
                        .list();
        missed.forEach(one -> news.publishEvent(new PromiseMissed(one.id(), one.of())));
        return missed.size();
    }

    void insert(Promise promise) {
        jdbc.sql(
                        """
                        insert into support.promise
                            (id, case_id, kind, due, state, made_at, ended_at, why)
                        values (:id, :caseId, :kind, :due, :state, :made, :ended, :why)
                        """)
                .param("id", promise.id().uuid())
                .param("caseId", promise.of().uuid())
                .param("kind", promise.kind().name())
                .param("due", Timestamp.from(promise.due()))
                .param("state", promise.state().name())
                .param("made", Timestamp.from(promise.madeAt()))
                .param("ended", promise.endedAt().map(Timestamp::from).orElse(null))
                .param("why", promise.why())
                .update();
    }

    private void end(CaseId id, Optional<Promise.Kind> kind, Promise.State as, String why) {
        int ended =
                jdbc.sql(
                                """
                                update support.promise set state = :state, ended_at = :now,
                                    why = case when :why = '' then why else :why end
                                where case_id = :id and state = 'RUNNING'
                                  and (:kind::text is null or kind = :kind)
                                """)
                        .param("state", as.name())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("why", why)
                        .param("id", id.uuid())
                        .param("kind", kind.map(Promise.Kind::name).orElse(null))
                        .update();
        if (ended > 0) {
            news.publishEvent(new PromiseMoved(id));
        }
    }

    private static Promise row(ResultSet row, int n) throws SQLException {
        return new Promise(
                new PromiseId(row.getObject("id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                Promise.Kind.valueOf(row.getString("kind")),
                row.getTimestamp("due").toInstant(),
                Promise.State.valueOf(row.getString("state")),
                row.getTimestamp("made_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                row.getString("why"));
    }
}
