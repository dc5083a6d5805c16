package okpay.support;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The ladder of each promise: when half of its time has gone, when most of it has, and when it is
/// an hour late. Half and most are meant in open time.
@Component
class Rungs {

    private static final int NEAR_PERCENT = 80;
    private static final Duration LATE = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Timetable timetable;

    Rungs(JdbcClient jdbc, Timetable timetable) {
        this.jdbc = jdbc;
        this.timetable = timetable;
    }

    /// Puts up the ladder, or what has not acted of it yet to another place.
    void put(PromiseId promise, String calendar, Instant from, Instant due) {
        var time = timetable.openBetween(calendar, from, due);
        var places =
                Map.of(
                        Promise.Step.HALF,
                        timetable.after(calendar, from, time.dividedBy(2)),
                        Promise.Step.NEAR,
                        timetable.after(
                                calendar, from, time.multipliedBy(NEAR_PERCENT).dividedBy(100)),
                        Promise.Step.AN_HOUR_LATE,
                        due.plus(LATE));
        places.forEach((step, at) ->
                jdbc.sql(
                                """
                                insert into support.rung (promise, step, at)
                                values (:promise, :step, :at)
                                on conflict (promise, step) do update set at = excluded.at
                                where support.rung.acted_at is null
                                """)
                        .param("promise", promise.uuid())
                        .param("step", step.name())
                        .param("at", Timestamp.from(at))
                        .update());
    }

    /// It stands still.
    void rest(PromiseId promise) {
        jdbc.sql(
                        """
                        update support.rung set at = 'infinity'
                        where promise = :promise and acted_at is null
                        """)
                .param("promise", promise.uuid())
                .update();
    }

    /// They are over; nothing more will happen.
    void forget(List<PromiseId> promises) {
        jdbc.sql("delete from support.rung where promise = any(:ids) and acted_at is null")
                .param("ids", promises.stream().map(PromiseId::uuid).toArray(java.util.UUID[]::new))
                .update();
    }
}
