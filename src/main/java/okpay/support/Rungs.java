package okpay.support;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        var near = time.multipliedBy(NEAR_PERCENT).dividedBy(100);
        jdbc.sql(
                        """
                        insert into support.rung (promise, step, at)
                        values (:promise, 'HALF', :half), (:promise, 'NEAR', :near),
                            (:promise, 'AN_HOUR_LATE', :late)
                        on conflict (promise, step) do update set at = excluded.at
                        where support.rung.acted_at is null
                        """)
                .param("promise", promise.uuid())
                .param("half", at(calendar, from, time.dividedBy(2)))
                .param("near", at(calendar, from, near))
                .param("late", Timestamp.from(due.plus(LATE)))
                .update();
    }

    private Timestamp at(String calendar, Instant from, Duration time) {
        return Timestamp.from(timetable.after(calendar, from, time));
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

    /// As if they had never been.
    void drop(List<PromiseId> promises) {
        jdbc.sql("delete from support.rung where promise = any(:ids)")
                .param("ids", promises.stream().map(PromiseId::uuid).toArray(java.util.UUID[]::new))
                .update();
    }

    /// They are over; nothing more will happen.
    void forget(List<PromiseId> promises) {
        jdbc.sql("delete from support.rung where promise = any(:ids) and acted_at is null")
                .param("ids", promises.stream().map(PromiseId::uuid).toArray(java.util.UUID[]::new))
                .update();
    }
}
