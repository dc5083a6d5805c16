package okpay.language;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reckons from now: what a day or an hour means that is said without the rest of it. Who tells of
/// money tells of what has happened: of all days that fit it is the last one.
final class Days {

    private final LocalDateTime now;

    Days(LocalDateTime now) {
        this.now = now;
    }

    /// A span of local time.
    record Span(LocalDateTime from, LocalDateTime until) {

        static Span of(LocalDate day) {
            return new Span(day.atStartOfDay(), day.plusDays(1).atStartOfDay());
        }

        static Span minute(LocalDateTime at) {
            return new Span(at, at.plusMinutes(1));
        }
    }

    LocalDate today() {
        return now.toLocalDate();
    }

    Span minutesAgo(long minutes) {
        return Span.minute(now.minusMinutes(minutes));
    }

    /// A year that was not said.
    static final int LAST = Integer.MIN_VALUE;

    /// A day there is comes again after so many years at most.
    private static final int LEAP = 8;

    /// Nobody counts hours to the minute.
    Span hoursAgo(long hours) {
        return new Span(
                now.minusHours(hours).minusMinutes(30), now.minusHours(hours).plusMinutes(30));
    }

    Span justNow() {
        return new Span(now.minusMinutes(30), now);
    }

    /// The last one of these that is not to come.
    LocalDate last(DayOfWeek day) {
        return today().with(TemporalAdjusters.previousOrSame(day));
    }

    /// @param weeks 0 for this week, -1 for the one before
    LocalDate inWeek(DayOfWeek day, int weeks) {
        return today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusWeeks(weeks)
                .with(TemporalAdjusters.nextOrSame(day));
    }

    Span week(int weeks) {
        var first = inWeek(DayOfWeek.MONDAY, weeks);
        return new Span(first.atStartOfDay(), first.plusDays(7).atStartOfDay());
    }

    Span weekend(int weeks) {
        var first = inWeek(DayOfWeek.SATURDAY, weeks);
        return new Span(first.atStartOfDay(), first.plusDays(2).atStartOfDay());
    }

    /// @param back years; [#LAST] for the last one that is not to come
    Optional<Span> monthOf(int back, int month) {
        if (month < 1 || month > 12) {
            return Optional.empty();
        }
        int year =
                today().getYear() - (back != LAST ? back : month > today().getMonthValue() ? 1 : 0);
        var first = LocalDate.of(year, month, 1);
        return Optional.of(new Span(first.atStartOfDay(), first.plusMonths(1).atStartOfDay()));
    }

    Span year(int back) {
        var first = today().withDayOfYear(1).minusYears(back);
        return new Span(first.atStartOfDay(), first.plusYears(1).atStartOfDay());
    }

    Span month(int months) {
        var first = today().withDayOfMonth(1).plusMonths(months);
        return new Span(first.atStartOfDay(), first.plusMonths(1).atStartOfDay());
    }

    /// @param year 0 when it is not said
    Optional<LocalDate> date(int year, int month, int day) {
        try {
            if (year != 0) {
                return Optional.of(LocalDate.of(year, month, day));
            }
            return IntStream.rangeClosed(0, LEAP)
                    .map(it -> today().getYear() - it)
                    .filter(it -> YearMonth.of(it, month).isValidDay(day))
                    .mapToObj(it -> LocalDate.of(it, month, day))
                    .filter(it -> !it.isAfter(today()))
                    .findFirst();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The last month that had this day, and has reached it.
    Optional<LocalDate> dayOfMonth(int day) {
        if (day < 1 || day > 31) {
            return Optional.empty();
        }
        for (var month = today().withDayOfMonth(1); ; month = month.minusMonths(1)) {
            if (day <= month.lengthOfMonth() && !month.withDayOfMonth(day).isAfter(today())) {
                return Optional.of(month.withDayOfMonth(day));
            }
        }
    }

    /// A part of a day.
    enum Part {
        SMALL_HOURS(0, 6),
        MORNING(6, 12),
        NOON(11, 13),
        AFTERNOON(12, 18),
        EVENING(18, 24);

        private final int from;
        private final int until;

        Part(int from, int until) {
            this.from = from;
            this.until = until;
        }

        Span on(LocalDate day) {
            return new Span(
                    day.atStartOfDay().plusHours(from), day.atStartOfDay().plusHours(until));
        }

        /// `下午3点` is 15; `中午1点` is 13; `凌晨12点` is 0.
        int hour(int said) {
            return switch (this) {
                case SMALL_HOURS, MORNING -> said == 12 && this == SMALL_HOURS ? 0 : said;
                case NOON -> said < 5 ? said + 12 : said;
                case AFTERNOON -> said < 12 ? said + 12 : said;
                case EVENING ->
                        said == 12
                                ? 24
                                : said < 4 ? said + 24 : said >= 4 && said < 12 ? said + 12 : said;
            };
        }
    }

    /// A clock time on a day that is said; without `am`, `pm` or a part of the day it is one people
    /// are awake at.
    ///
    /// @param hour 0 to 24, as said
    static Span at(LocalDate day, int hour, int minute, Optional<Part> part) {
        int at = part.map(it -> it.hour(hour)).orElse(hour >= 1 && hour <= 6 ? hour + 12 : hour);
        return Span.minute(day.atStartOfDay().plusHours(at).plusMinutes(minute));
    }

    /// A time of a clock of 24 hours: on the day that is said, else the last one there was.
    Span atClock(LocalDate day, int hour, int minute, boolean isDaySaid) {
        var span = Span.minute(day.atStartOfDay().plusHours(hour).plusMinutes(minute));
        return isDaySaid || !span.from().isAfter(now)
                ? span
                : Span.minute(span.from().minusDays(1));
    }

    /// A clock time of no day and no part: the last one there was, before or after noon.
    Span lastAt(int hour, int minute) {
        var times =
                hour >= 1 && hour <= 12
                        ? new int[] {hour % 12 + 12, hour % 12}
                        : new int[] {hour % 24};
        for (var day = today(); ; day = day.minusDays(1)) {
            for (int time : times) {
                var at = day.atTime(LocalTime.of(time, minute));
                if (!at.isAfter(now)) {
                    return Span.minute(at);
                }
            }
        }
    }
}
