package okpay.support;

import java.time.Duration;
import java.time.Instant;
import okpay.hours.Calendars;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How fast we are: for each priority and kind of promise the open time of a calendar, as rows.
@Component
public class Timetable {

    private final JdbcClient jdbc;
    private final Calendars calendars;

    Timetable(JdbcClient jdbc, Calendars calendars) {
        this.jdbc = jdbc;
        this.calendars = calendars;
    }

    /// @param due when it must be done if the time begins now
    record Target(Duration time, String calendar, Instant due) {}

    /// @param kind a first reply, a next update, or a resolution: the others have dates of their
    ///   own
    Target target(Priority priority, Promise.Kind kind, Instant now) {
        return jdbc.sql(
                        """
                        select minutes, calendar from support.target
                        where priority = :priority and kind = :kind
                        """)
                .param("priority", priority.rank())
                .param("kind", kind.name())
                .query((row, _) -> {
                    var time = Duration.ofMinutes(row.getInt("minutes"));
                    var calendar = row.getString("calendar");
                    return new Target(time, calendar, calendars.get(calendar).after(now, time));
                })
                .single();
    }

    /// The promised time for an ordinary case that begins at this moment.
    public Instant due(Promise.Kind kind, Instant now) {
        return target(Priority.NORMAL, kind, now).due;
    }

    Duration openBetween(String calendar, Instant from, Instant to) {
        return calendars.get(calendar).between(from, to);
    }

    Instant after(String calendar, Instant from, Duration time) {
        return calendars.get(calendar).after(from, time);
    }
}
