package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.hours.Calendars;
import okpay.identity.AgentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What an agent gave their word for cannot be done by then: it gets another time, for a reason
/// that the customer reads. The first date stays in the books, and on the customer's page.
@Component
public class Postponing {

    private static final Duration FARTHEST = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final PromiseRows rows;
    private final Rungs rungs;
    private final Conversations conversations;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Postponing(
            JdbcClient jdbc,
            CaseStore store,
            PromiseRows rows,
            Rungs rungs,
            Conversations conversations,
            CaseEvents events,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.rows = rows;
        this.rungs = rungs;
        this.conversations = conversations;
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    /// Why a promise gets another time.
    public enum Why {
        /// We wait for a bank, a shop or a biller.
        WAITS_FOR_OTHERS,
        /// We misjudged it.
        TAKES_LONGER,
        /// The customer wants it so.
        AS_ASKED
    }

    /// @param due the new time, from now to three months ahead; earlier than the first one, too
    /// @return false when it is none of this case's open promises, or no time for it
    @Transactional
    public boolean move(CaseId id, PromiseId which, Instant due, Why why, AgentId agent) {
        var one = store.locked(id);
        var now = clock.instant();
        if (!due.isAfter(now) || due.isAfter(now.plus(FARTHEST))) {
            return false;
        }
        var moved = end(id, which, why);
        if (moved.isEmpty()) {
            return false;
        }
        var old = moved.get();
        // The words of the old one name its time: “by Friday”.
        var fresh =
                new Promise(
                        PromiseId.next(),
                        id,
                        old.kind(),
                        due,
                        Promise.State.RUNNING,
                        now,
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        "");
        rows.insert(fresh, Calendars.ALWAYS);
        rungs.put(fresh.id(), Calendars.ALWAYS, now, due);
        store.sort(id.uuid());
        events.write(id, Optional.of(agent), CaseEvents.Kind.POSTPONED, due + " " + why);
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.moved." + old.kind() + "." + why, old.due(), due),
                "moved:" + old.id());
        news.publishEvent(new Promises.PromiseMoved(id));
        return true;
    }

    private Optional<Promise> end(CaseId id, PromiseId which, Why why) {
        var moved =
                jdbc.sql(
                                """
                                update support.promise
                                set state = 'MOVED', ended_at = :now, moved_why = :why
                                where id = :id and case_id = :caseId and state = 'RUNNING'
                                  and kind = any(:words)
                                returning
                                """
                                        + PromiseRows.COLUMNS)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("why", why.name())
                        .param("words", Promise.Kind.onesWords())
                        .param("id", which.uuid())
                        .param("caseId", id.uuid())
                        .query(PromiseRows::row)
                        .optional();
        moved.ifPresent(it -> rungs.forget(List.of(it.id())));
        return moved;
    }
}
