package okpay.hours;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import okpay.database.Turns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The calendars, as whoever is in charge of them reads and writes them. What is changed counts for
/// what is promised from then on; a time that was promised stands.
@Component
public class HoursBook {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final int MOST_DAYS = 31;
    private static final int LONGEST = 60;
    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final HoursRows rows;

    HoursBook(JdbcClient jdbc, HoursRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /// A calendar.
    ///
    /// @param weekly the hours of each day of the week, as they are typed; empty where it is closed
    /// @param special days that are otherwise, the latest last
    public record Entry(
            String name, ZoneId zone, Map<DayOfWeek, String> weekly, List<SpecialDay> special) {
        public Entry {
            weekly = Map.copyOf(weekly);
            special = List.copyOf(special);
        }

        /// Day and night on every day, which nobody changes.
        public boolean isFixed() {
            return name.equals(Calendars.ALWAYS);
        }

        /// Holidays stand in it, and none for the time to come.
        public boolean isOver(LocalDate today) {
            return !special.isEmpty() && special.getLast().day.isBefore(today);
        }
    }

    /// @param hours as they are typed; empty on a holiday
    public record SpecialDay(LocalDate day, String hours, String why) {}

    /// What came of a change.
    public enum Outcome {
        DONE,
        /// These are no hours, or they overlap.
        NO_HOURS,
        /// It would never be open.
        NEVER_OPEN,
        /// The last day is before the first, or more than a month later.
        NO_DAYS,
        /// Nobody says why, or at too great length.
        NO_REASON,
        /// Lower case letters, digits and hyphens; not one there is.
        NO_NAME,
        NO_ZONE
    }

    public List<Entry> all() {
        return jdbc.sql("select name, zone from hours.calendar order by name")
                .query((row, _) -> entry(row.getString("name"), ZoneId.of(row.getString("zone"))))
                .list();
    }

    public List<String> names() {
        return jdbc.sql("select name from hours.calendar order by name")
                .query((row, _) -> row.getString("name"))
                .list();
    }

    /// A new calendar, open from nine to six from Monday to Friday until it is changed.
    @Transactional
    public Outcome create(String name, String zone) {
        Turns.take(jdbc, "hours");
        if (!NAME.matcher(name).matches() || names().contains(name) || names().size() >= MOST) {
            return Outcome.NO_NAME;
        }
        try {
            var known = ZoneId.of(zone.strip());
            jdbc.sql("insert into hours.calendar (name, zone) values (:name, :zone)")
                    .param("name", name)
                    .param("zone", known.getId())
                    .update();
        } catch (DateTimeException _) {
            return Outcome.NO_ZONE;
        }
        for (int day = 1; day <= 5; day++) {
            put(name, day, new Opening(9 * 60, 18 * 60));
        }
        return Outcome.DONE;
    }

    /// The hours of an ordinary week.
    ///
    /// @param hours of each day: `09:00-12:00 13:00-18:00`; closed on a day that is not named
    @Transactional
    public Outcome setWeek(String name, Map<DayOfWeek, String> hours) {
        Turns.take(jdbc, "hours");
        changeable(name);
        var read = new EnumMap<DayOfWeek, List<Opening>>(DayOfWeek.class);
        for (var it : hours.entrySet()) {
            var openings = Opening.read(it.getValue());
            if (openings.isEmpty()) {
                return Outcome.NO_HOURS;
            }
            read.put(it.getKey(), openings.get());
        }
        if (read.values().stream().allMatch(List::isEmpty)) {
            return Outcome.NEVER_OPEN;
        }
        jdbc.sql("delete from hours.ordinary where calendar = :name").param("name", name).update();
        read.forEach((day, all) -> all.forEach(it -> put(name, day.getValue(), it)));
        return Outcome.DONE;
    }

    /// Days that are not as their day of the week: a holiday, a moved workday, a short day. They
    /// take the place of what stood there.
    ///
    /// @param hours empty for closed
    @Transactional
    public Outcome setDays(String name, LocalDate first, LocalDate last, String hours, String why) {
        Turns.take(jdbc, "hours");
        changeable(name);
        var openings = Opening.read(hours);
        var reason = why.strip();
        if (openings.isEmpty()) {
            return Outcome.NO_HOURS;
        }
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            return Outcome.NO_DAYS;
        }
        if (reason.isEmpty() || reason.length() > LONGEST) {
            return Outcome.NO_REASON;
        }
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            remove(name, day);
            if (openings.get().isEmpty()) {
                put(name, day, Optional.empty(), reason);
            }
            for (var it : openings.get()) {
                put(name, day, Optional.of(it), reason);
            }
        }
        return Outcome.DONE;
    }

    /// The day is again as its day of the week.
    @Transactional
    public void dropDay(String name, LocalDate day) {
        changeable(name);
        remove(name, day);
    }

    private void remove(String name, LocalDate day) {
        jdbc.sql("delete from hours.special where calendar = :name and day = :day")
                .param("name", name)
                .param("day", day)
                .update();
    }

    /// Whether there is such a calendar, and it is not the one of day and night.
    public boolean isChangeable(String name) {
        return !name.equals(Calendars.ALWAYS) && names().contains(name);
    }

    private void changeable(String name) {
        if (!isChangeable(name)) {
            throw new IllegalArgumentException("no calendar to change: " + name);
        }
    }

    private void put(String name, int day, Opening it) {
        jdbc.sql(
                        """
                        insert into hours.ordinary (calendar, day, opens, closes)
                        values (:name, :day, :from, :to)
                        """)
                .param("name", name)
                .param("day", day)
                .param("from", it.from())
                .param("to", it.to())
                .update();
    }

    private void put(String name, LocalDate day, Optional<Opening> it, String why) {
        jdbc.sql(
                        """
                        insert into hours.special (calendar, day, opens, closes, why)
                        values (:name, :day, :from, :to, :why)
                        """)
                .param("name", name)
                .param("day", day)
                .param("from", it.map(Opening::from).orElse(null))
                .param("to", it.map(Opening::to).orElse(null))
                .param("why", why)
                .update();
    }

    private Entry entry(String name, ZoneId zone) {
        var weekly = new EnumMap<DayOfWeek, String>(DayOfWeek.class);
        for (var day : DayOfWeek.values()) {
            weekly.put(day, "");
        }
        for (var it : rows.ordinary(name)) {
            weekly.merge(it.day(), it.opening().shown(), (a, b) -> (a + " " + b).strip());
        }
        var special = new TreeMap<LocalDate, SpecialDay>();
        for (var it : rows.special(name)) {
            var hours = it.opening().map(Opening::shown).orElse("");
            special.merge(
                    it.day(),
                    new SpecialDay(it.day(), hours, it.why()),
                    (a, b) -> new SpecialDay(a.day, a.hours + " " + b.hours, a.why));
        }
        return new Entry(name, zone, weekly, List.copyOf(special.values()));
    }
}
