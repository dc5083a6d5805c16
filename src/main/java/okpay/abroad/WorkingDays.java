package okpay.abroad;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// When money sent now is there: our own cut-off and working days first, then those of the
/// beneficiary's country.
@Component
class WorkingDays {

    /// Banks have booked the day's money by then.
    private static final LocalTime END_OF_DAY = LocalTime.of(18, 0);

    private final AbroadSettings settings;
    private final Map<String, HolidayManager> calendars = new ConcurrentHashMap<>();

    WorkingDays(AbroadSettings settings) {
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
        while (isWeekend(day) || settings.closedOn().contains(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private boolean isWorkingDay(Corridor corridor, LocalDate day) {
        return !isWeekend(day)
                && !calendars
                        .computeIfAbsent(corridor.calendar(), WorkingDays::calendar)
                        .isHoliday(day);
    }

    private static HolidayManager calendar(String name) {
        return HolidayManager.getInstance(ManagerParameters.create(name));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
