package okpay.support;

import static java.util.stream.Collectors.toMap;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What the time brings by itself: promises missed, and the steps of their ladders. Several nodes
/// share the work; each thing happens once, and its news is kept in the same transaction, so that
/// it is told even if the node is killed.
@Component
public class Timers {

    /// Who hears the news of timers: `@Async` with this name keeps them out of the way of people's.
    public static final String NEWS = "newsOfTimersWorkers";

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final CaseStore store;
    private final ApplicationEventPublisher news;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Timers(
            JdbcClient jdbc,
            CaseStore store,
            ApplicationEventPublisher news,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.news = news;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// News: a promise's time is coming, or went by and nobody answered since. Told once for each
    /// step.
    public record PromiseNears(
            PromiseId promise, CaseId of, Promise.Kind kind, Promise.Step step) {}

    /// News: a promise's time went by.
    public record PromiseMissed(PromiseId promise, CaseId of) {}

    @Scheduled(fixedDelayString = "${okpay.support.promises-every:PT0.25S}")
    void everyMoment() {
        act();
    }

    /// Does all that is due.
    ///
    /// @return how many things happened
    public int act() {
        int sum = 0;
        int some;
        do {
            some = transaction.execute(_ -> miss() + climb());
            sum += some;
        } while (some >= AT_ONCE);
        return sum;
    }

    /// Takes the case before its promise, like everybody else, and leaves for the next time what
    /// somebody is changing at this moment.
    private int miss() {
        var missed =
                jdbc.sql(
                                """
                                update support.promise set state = 'MISSED', ended_at = :now
                                where id in (select p.id from support.promise p
                                    join support.support_case c on c.id = p.case_id
                                    where p.state = 'RUNNING' and p.due < :now
                                    order by p.due limit :most for update skip locked)
                                returning
                                """
                                        + PromiseRows.COLUMNS)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("most", AT_ONCE)
                        .query(PromiseRows::row)
                        .list();
        store.sort(missed.stream().map(it -> it.of().uuid()).toArray(UUID[]::new));
        // Whoever was promised several things by now hears one apology.
        missed.stream()
                .collect(toMap(Promise::of, it -> it, (first, _) -> first, LinkedHashMap::new))
                .values()
                .forEach(one -> news.publishEvent(new PromiseMissed(one.id(), one.of())));
        return missed.size();
    }

    /// A rung that has become idle (kept meanwhile, or answered) is climbed in silence.
    private int climb() {
        var climbed =
                jdbc.sql(
                                """
                                with climbed as (
                                    update support.rung r set acted_at = :now
                                    where (promise, step) in (select promise, step from support.rung
                                        where acted_at is null and at <= :now
                                        order by at limit :most for update skip locked)
                                    returning promise, step)
                                select p.id, p.case_id, p.kind, r.step,
                                    case when r.step <> 'AN_HOUR_LATE' then p.state = 'RUNNING'
                                    else p.state = 'MISSED' and c.stage not in ('RESOLVED', 'CLOSED')
                                        and not exists (select 1 from support.promise later
                                            where later.case_id = p.case_id and later.state = 'KEPT'
                                              and later.ended_at >= p.ended_at)
                                    end as counts
                                from climbed r join support.promise p on p.id = r.promise
                                join support.support_case c on c.id = p.case_id
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("most", AT_ONCE)
                        .query((row, _) ->
                                new Climbed(
                                        row.getBoolean("counts"),
                                        new PromiseNears(
                                                new PromiseId(row.getObject("id", UUID.class)),
                                                new CaseId(row.getObject("case_id", UUID.class)),
                                                Promise.Kind.valueOf(row.getString("kind")),
                                                Promise.Step.valueOf(row.getString("step")))))
                        .list();
        climbed.stream().filter(Climbed::counts).forEach(it -> news.publishEvent(it.nears));
        return climbed.size();
    }

    private record Climbed(boolean counts, PromiseNears nears) {}
}
