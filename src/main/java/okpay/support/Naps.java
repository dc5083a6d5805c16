package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cases that their agent does not want to see for a while. Promises run on meanwhile, so nothing
/// sleeps longer than the next of them; and whoever is written to is awake.
@Component
public class Naps {

    private static final Duration LONGEST = Duration.ofDays(60);
    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Naps(
            JdbcClient jdbc,
            CaseStore store,
            CaseEvents events,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.events = events;
        this.news = news;
        this.clock = clock;
    }

    /// What came of it.
    public enum Outcome {
        DONE,
        /// It is with somebody else, or over.
        NOT_YOURS,
        /// The time is over already, or more than 60 days off.
        NO_SUCH_TIME,
        /// Something is promised before that.
        PROMISED_BEFORE
    }

    /// News: its time has come, or its customer wrote.
    public record CaseAwoke(CaseId id, Optional<AgentId> agent) {}

    @Transactional
    public Outcome sleep(CaseId id, AgentId by, Instant until) {
        var one = store.locked(id);
        var now = clock.instant();
        if (!one.stage().isOpen() || one.assignee().filter(by::equals).isEmpty()) {
            return Outcome.NOT_YOURS;
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            return Outcome.NO_SUCH_TIME;
        }
        if (one.due().filter(it -> it.isBefore(until)).isPresent()) {
            return Outcome.PROMISED_BEFORE;
        }
        set(id, Optional.of(until));
        events.write(id, Optional.of(by), CaseEvents.Kind.PUT_TO_SLEEP, until.toString());
        return Outcome.DONE;
    }

    @Transactional
    public void wake(CaseId id) {
        store.locked(id);
        set(id, Optional.empty());
    }

    public Optional<Instant> until(CaseId id) {
        return jdbc.sql(
                        """
                        select asleep_until from support.support_case
                        where id = :id and asleep_until is not null
                        """)
                .param("id", id.uuid())
                .query((row, _) -> row.getTimestamp("asleep_until").toInstant())
                .optional();
    }

    /// Somebody wrote in it. Never while the conversation is held: a case is taken before that.
    @Transactional
    public void rouse(CaseId id) {
        wakeUp("id = :of", id.uuid(), "");
    }

    /// A case that goes on to another stage, or to somebody else, is looked at.
    @EventListener
    void on(CaseMoved news) {
        wakeUp("id = :of", news.id().uuid(), "");
    }

    @Scheduled(fixedDelayString = "${okpay.support.naps-every:PT1S}")
    @Transactional
    public void wakeDue() {
        wakeUp("asleep_until <= :of", Timestamp.from(clock.instant()), "skip locked");
    }

    private void wakeUp(String which, Object of, String locks) {
        var all =
                jdbc.sql(
                                """
                                update support.support_case set asleep_until = null
                                where id in (select id from support.support_case
                                    where asleep_until is not null and %s
                                    order by asleep_until limit %d for update %s)
                                returning id, assignee
                                """
                                        .formatted(which, AT_ONCE, locks))
                        .param("of", of)
                        .query((row, _) ->
                                new CaseAwoke(
                                        new CaseId(row.getObject("id", UUID.class)),
                                        Optional.ofNullable(row.getObject("assignee", UUID.class))
                                                .map(AgentId::new)))
                        .list();
        all.forEach(news::publishEvent);
    }

    private void set(CaseId id, Optional<Instant> until) {
        jdbc.sql("update support.support_case set asleep_until = :until where id = :id")
                .param("until", until.map(Timestamp::from).orElse(null))
                .param("id", id.uuid())
                .update();
    }
}
