package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.hours.Calendars;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What we promised, and whether we kept it.
@Component
public class Promises {

    /// News: something was promised for a case, or a promise ended.
    public record PromiseMoved(CaseId of) {}

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final PromiseRows rows;
    private final Rungs rungs;
    private final Timetable timetable;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Promises(
            JdbcClient jdbc,
            CaseStore store,
            PromiseRows rows,
            Rungs rungs,
            Timetable timetable,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.rows = rows;
        this.rungs = rungs;
        this.timetable = timetable;
        this.news = news;
        this.clock = clock;
    }

    /// Promises something by a time. An open promise of the same kind is moved, with the reason.
    @Transactional
    public void make(CaseId id, Promise.Kind kind, Instant due, String why) {
        hold(id);
        end(id, Optional.of(kind), Promise.State.MOVED, why);
        begin(id, kind, due, Calendars.ALWAYS, why);
    }

    /// Promises something by the time that cases of this priority have for it.
    ///
    /// @return when it is due
    @Transactional
    public Instant make(CaseId id, Promise.Kind kind, Priority priority) {
        hold(id);
        var target = timetable.target(priority, kind, clock.instant());
        end(id, Optional.of(kind), Promise.State.MOVED, "");
        begin(id, kind, target.due(), target.calendar(), "");
        return target.due();
    }

    /// As [#make(CaseId, Promise.Kind, Priority)], where nothing of the kind is promised yet: what
    /// we said first stands.
    @Transactional
    public void makeFirst(CaseId id, Promise.Kind kind, Priority priority) {
        hold(id);
        if (!isOpen(id, kind)) {
            make(id, kind, priority);
        }
    }

    /// What an agent promised in their own words; several may run at once.
    ///
    /// @param what the words, as the customer read them
    @Transactional
    public void agree(CaseId id, String what, Instant due) {
        hold(id);
        begin(id, Promise.Kind.AGREED, due, Calendars.ALWAYS, what);
    }

    /// What an agent promised is done.
    ///
    /// @return false when it is none of this case's open promises
    @Transactional
    public boolean keep(CaseId id, PromiseId promise) {
        hold(id);
        boolean ended =
                jdbc.sql(
                                        """
                                        update support.promise
                                        set state = 'KEPT', ended_at = :now, left_seconds = null
                                        where id = :id and case_id = :caseId
                                          and state in ('RUNNING', 'PAUSED')
                                        """)
                                .param("now", Timestamp.from(clock.instant()))
                                .param("id", promise.uuid())
                                .param("caseId", id.uuid())
                                .update()
                        == 1;
        if (ended) {
            rungs.forget(List.of(promise));
            store.sort(id.uuid());
            news.publishEvent(new PromiseMoved(id));
        }
        return ended;
    }

    /// What was promised is done: in this case, and in those that were merged into it.
    @Transactional
    public void keep(CaseId id, Promise.Kind kind) {
        end(id, Optional.of(kind), Promise.State.KEPT, "");
    }

    /// The case is solved: with it, all that was promised but what somebody gave their word for.
    @Transactional
    public void keepAll(CaseId id) {
        end(id, Optional.empty(), Promise.State.KEPT, "");
    }

    /// We wait for the customer: what depends on their answer stands still.
    @Transactional
    public void pause(CaseId id) {
        var now = clock.instant();
        for (var one : open(id)) {
            if (one.promise.kind().pauses() && one.promise.state() == Promise.State.RUNNING) {
                var left = timetable.openBetween(one.calendar, now, one.promise.due());
                jdbc.sql(
                                """
                                update support.promise set state = 'PAUSED', left_seconds = :left
                                where id = :id
                                """)
                        .param("left", left.toSeconds())
                        .param("id", one.promise.id().uuid())
                        .update();
                rungs.rest(one.promise.id());
                store.sort(one.promise.of().uuid());
                news.publishEvent(new PromiseMoved(id));
            }
        }
    }

    /// The customer has answered: the rest of the time runs on.
    @Transactional
    public void resume(CaseId id) {
        var now = clock.instant();
        for (var one : open(id)) {
            if (one.promise.state() == Promise.State.PAUSED) {
                var left = one.promise.left().orElseThrow();
                var due = timetable.after(one.calendar, now, left);
                jdbc.sql(
                                """
                                update support.promise
                                set state = 'RUNNING', left_seconds = null, due = :due
                                where id = :id
                                """)
                        .param("due", Timestamp.from(due))
                        .param("id", one.promise.id().uuid())
                        .update();
                rungs.put(one.promise.id(), one.calendar, now, due);
                store.sort(one.promise.of().uuid());
                news.publishEvent(new PromiseMoved(id));
            }
        }
    }

    /// What somebody gave their word for, and has not done.
    public List<Promise> words(CaseId id) {
        return of(id).stream().filter(it -> it.kind().isOnesWord() && it.state().isOpen()).toList();
    }

    /// Whether somebody gave their word for it.
    public boolean isOnesWord(CaseId id, PromiseId promise) {
        return of(id).stream().anyMatch(it -> it.id().equals(promise) && it.kind().isOnesWord());
    }

    /// Something of one of these kinds is promised, and neither kept nor missed yet.
    public boolean isOpen(CaseId id, Promise.Kind... kinds) {
        return jdbc.sql(
                        """
                        select exists (select 1 from support.promise where case_id = :id
                            and kind in (:kinds) and state in ('RUNNING', 'PAUSED'))
                        """)
                .param("id", id.uuid())
                .param("kinds", Stream.of(kinds).map(Enum::name).toList())
                .query(Boolean.class)
                .single();
    }

    public List<Promise> of(CaseId id) {
        return jdbc.sql(
                        "select "
                                + PromiseRows.COLUMNS
                                + " from support.promise where case_id = :id order by made_at, id")
                .param("id", id.uuid())
                .query(PromiseRows::row)
                .list();
    }

    /// Whoever changes what a case was promised does so one after the other: a promise refers to
    /// its case, and taking the case after the promise would wait the wrong way round.
    private void hold(CaseId id) {
        store.locked(id);
    }

    private record Open(Promise promise, String calendar) {}

    private List<Open> open(CaseId id) {
        return jdbc.sql(
                        "select "
                                + PromiseRows.COLUMNS
                                + ", calendar from support.promise"
                                + " where (case_id = :id or case_id = any(:within))"
                                + " and state in ('RUNNING', 'PAUSED') order by id for update")
                .param("id", id.uuid())
                .param("within", store.within(id))
                .query((row, n) -> new Open(PromiseRows.row(row, n), row.getString("calendar")))
                .list();
    }

    private void begin(CaseId id, Promise.Kind kind, Instant due, String calendar, String why) {
        var now = clock.instant();
        var promise =
                new Promise(
                        PromiseId.next(),
                        id,
                        kind,
                        due,
                        Promise.State.RUNNING,
                        now,
                        Optional.empty(),
                        why,
                        Optional.empty(),
                        "");
        rows.insert(promise, calendar);
        rungs.put(promise.id(), calendar, now, due);
        store.sort(id.uuid());
        news.publishEvent(new PromiseMoved(id));
    }

    private void end(CaseId id, Optional<Promise.Kind> kind, Promise.State as, String why) {
        // What a merged case was promised is moved by nobody; what is done is done for both.
        var within = store.within(id);
        var ended =
                jdbc.sql(
                                """
                                update support.promise set state = :state, ended_at = :now,
                                    left_seconds = null,
                                    why = case when :why = '' then why else :why end
                                where state in ('RUNNING', 'PAUSED')
                                  and (case_id = :id or :state = 'KEPT' and case_id = any(:within))
                                  and (kind = :kind
                                    or :kind::text is null and kind <> all(:words))
                                returning id
                                """)
                        .param("within", within)
                        .param("words", Promise.Kind.onesWords())
                        .param("state", as.name())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("why", why)
                        .param("id", id.uuid())
                        .param("kind", kind.map(Promise.Kind::name).orElse(null))
                        .query((row, _) -> new PromiseId(row.getObject("id", UUID.class)))
                        .list();
        if (!ended.isEmpty()) {
            rungs.forget(ended);
            store.sort(id.uuid());
            store.sort(as == Promise.State.KEPT ? within : new UUID[0]);
            news.publishEvent(new PromiseMoved(id));
        }
    }
}
