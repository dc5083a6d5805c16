package okpay.abroad;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// When money sent now is there: our own cut-off and working days first, then those of the
/// beneficiary's country.
@Component
class WorkingDays {

    /// Banks have booked the day's money by then.
    private static final LocalTime END_OF_DAY = LocalTime.of(18, 0);

    /// The calendar of the days on which we send.
    private static final String OURS = "cn";

    private final JdbcClient jdbc;
    private final AbroadSettings settings;
    private final Map<String, HolidayManager> calendars = new ConcurrentHashMap<>();

    WorkingDays(JdbcClient jdbc, AbroadSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// The end of the working day there on which it arrives at the latest.
    Instant arrival(Corridor corridor, Instant now) {
        var leaves = leaves(now);
        var day = leaves;
        for (int left = corridor.days(); left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(corridor, day)) {
                left--;
            }
        }
        while (!isWorkingDay(corridor, day)) {
            day = day.plusDays(1);
        }
        return day.atTime(END_OF_DAY).atZone(corridor.zone()).toInstant();
    }

    /// The day on which it leaves us.
    private LocalDate leaves(Instant now) {
        var here = now.atZone(settings.zone());
        var day = here.toLocalDate();
        if (!here.toLocalTime().isBefore(settings.cutOff())) {
            day = day.plusDays(1);
        }
        while (isWeekend(day) || isClosed(OURS, day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private boolean isWorkingDay(Corridor corridor, LocalDate day) {
        return !isWeekend(day)
                && !calendars
                        .computeIfAbsent(corridor.calendar(), WorkingDays::calendar)
                        .isHoliday(day)
                && !isClosed(corridor.calendar(), day);
    }

    /// Days that no rule foretells: a government announces them.
    private boolean isClosed(String calendar, LocalDate day) {
        return jdbc.sql(
                        """
                        select exists (select 1 from abroad.closed_day
                            where calendar = :calendar and day = :day)
                        """)
                .param("calendar", calendar)
                .param("day", day)
                .query(Boolean.class)
                .single();
    }

    private static HolidayManager calendar(String name) {
        return HolidayManager.getInstance(ManagerParameters.create(name));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
