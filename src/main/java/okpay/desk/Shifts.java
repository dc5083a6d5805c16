package okpay.desk;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.database.Turns;
import okpay.id.Ids;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who works when. Outside their shifts nobody gets anything new, even with a page open; who has no
/// shifts works whenever they are there.
@Component
public class Shifts {

    private static final int MOST = 28;
    private static final int DAY = 1_440;

    private final JdbcClient jdbc;
    private final Clock clock;

    Shifts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Every week the same, by the clock on the wall there.
    ///
    /// @param begins minutes after midnight
    /// @param ends minutes after the midnight of the day it began; above 1,440 it is the next day
    public record Shift(UUID id, AgentId agent, DayOfWeek day, int begins, int ends, ZoneId zone) {

        public LocalTime from() {
            return LocalTime.ofSecondOfDay(begins * 60L);
        }

        public LocalTime until() {
            return LocalTime.ofSecondOfDay(ends % DAY * 60L);
        }

        /// Also on the morning after it began.
        boolean covers(Instant now) {
            var there = now.atZone(zone);
            int minute = there.toLocalTime().toSecondOfDay() / 60;
            boolean isThatDay = there.getDayOfWeek() == day && minute >= begins && minute < ends;
            boolean isMorningAfter = there.getDayOfWeek() == day.plus(1) && minute + DAY < ends;
            return isThatDay || isMorningAfter;
        }
    }

    /// @param until not later than `from`: it ends on the next day
    /// @return false when the zone is none, or there are enough
    @Transactional
    public boolean add(AgentId agent, DayOfWeek day, LocalTime from, LocalTime until, String zone) {
        Turns.take(jdbc, "shifts " + agent);
        if (!isZone(zone) || of(agent).size() >= MOST) {
            return false;
        }
        int begins = from.toSecondOfDay() / 60;
        int ends = until.toSecondOfDay() / 60;
        jdbc.sql(
                        """
                        insert into desk.shift (id, agent, day, begins, ends, zone)
                        values (:id, :agent, :day, :begins, :ends, :zone)
                        """)
                .param("id", Ids.next())
                .param("agent", agent.uuid())
                .param("day", day.getValue())
                .param("begins", begins)
                .param("ends", ends > begins ? ends : ends + DAY)
                .param("zone", zone)
                .update();
        return true;
    }

    @Transactional
    public void remove(UUID id) {
        jdbc.sql("delete from desk.shift where id = :id").param("id", id).update();
    }

    public List<Shift> of(AgentId agent) {
        return all().getOrDefault(agent, List.of());
    }

    public Map<AgentId, List<Shift>> all() {
        return jdbc
                .sql(
                        """
                        select id, agent, day, begins, ends, zone from desk.shift
                        order by agent, day, begins limit 20000
                        """)
                .query((row, _) ->
                        new Shift(
                                row.getObject("id", UUID.class),
                                new AgentId(row.getObject("agent", UUID.class)),
                                DayOfWeek.of(row.getInt("day")),
                                row.getInt("begins"),
                                row.getInt("ends"),
                                ZoneId.of(row.getString("zone"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Shift::agent));
    }

    /// @param shifts of one person
    boolean isOn(List<Shift> shifts) {
        var now = clock.instant();
        return shifts.isEmpty() || shifts.stream().anyMatch(it -> it.covers(now));
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.of(zone).getId().length() <= 60;
        } catch (DateTimeException _) {
            return false;
        }
    }
}
