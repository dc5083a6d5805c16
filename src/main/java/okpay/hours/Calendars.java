package okpay.hours;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The calendars we work by, as rows; one that is changed counts within a minute, on every node.
@Component
public class Calendars {

    /// Open day and night.
    public static final String ALWAYS = "always";

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final HoursRows rows;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Calendars(JdbcClient jdbc, HoursRows rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    private record Kept(Instant at, OpeningHours hours) {}

    /// @throws IllegalArgumentException if there is no such calendar
    public OpeningHours get(String name) {
        var now = clock.instant();
        return kept.compute(
                        name,
                        (_, old) ->
                                old == null
                                                || Duration.between(old.at, now)
                                                                .abs()
                                                                .compareTo(FRESH)
                                                        > 0
                                        ? new Kept(now, read(name))
                                        : old)
                .hours;
    }

    private OpeningHours read(String name) {
        var zone =
                jdbc.sql("select zone from hours.calendar where name = :name")
                        .param("name", name)
                        .query(String.class)
                        .optional()
                        .map(ZoneId::of)
                        .orElseThrow(() -> new IllegalArgumentException("no calendar " + name));
        var weekly = new HashMap<DayOfWeek, List<Opening>>();
        for (var it : rows.ordinary(name)) {
            weekly.computeIfAbsent(it.day(), _ -> new ArrayList<>()).add(it.opening());
        }
        var special = new HashMap<LocalDate, List<Opening>>();
        for (var it : rows.special(name)) {
            var day = special.computeIfAbsent(it.day(), _ -> new ArrayList<>());
            it.opening().ifPresent(day::add);
        }
        return new OpeningHours(zone, weekly, special);
    }
}
