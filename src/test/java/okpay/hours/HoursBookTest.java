package okpay.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import okpay.hours.HoursBook.Outcome;
import okpay.house.Story;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Calendars are written by people.
class HoursBookTest extends Story {

    private static final LocalDate MONDAY = LocalDate.of(2027, 2, 1);

    @Autowired private HoursBook book;
    @Autowired private Calendars calendars;

    private String name;

    @BeforeEach
    void aCalendar() {
        name = "t-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(book.create(name, "Asia/Shanghai")).isEqualTo(Outcome.DONE);
    }

    @Test
    void aNewCalendarIsOpenOnWorkdaysUntilItIsChanged() {
        assertThat(isOpen(MONDAY, "09:00")).isTrue();
        assertThat(isOpen(MONDAY.plusDays(5), "09:00")).isFalse();

        var week = Map.of(DayOfWeek.SATURDAY, "10:00-12:00、14：00－18：00".replace('－', '-'));
        assertThat(book.setWeek(name, week)).isEqualTo(Outcome.DONE);
        clock.passes(Duration.ofMinutes(2));
        assertThat(isOpen(MONDAY, "09:00")).isFalse();
        assertThat(isOpen(MONDAY.plusDays(5), "11:59")).isTrue();
        assertThat(isOpen(MONDAY.plusDays(5), "12:00")).isFalse();
        assertThat(isOpen(MONDAY.plusDays(5), "14:00")).isTrue();
        assertThat(entry().weekly())
                .containsEntry(DayOfWeek.SATURDAY, "10:00-12:00 14:00-18:00")
                .containsEntry(DayOfWeek.MONDAY, "");
    }

    @Test
    void holidaysAndMovedWorkdaysTakeThePlaceOfWhatStoodThere() {
        var holiday = MONDAY.plusDays(7);
        assertThat(book.setDays(name, holiday, holiday.plusDays(6), "", "春节"))
                .isEqualTo(Outcome.DONE);
        var moved = MONDAY.plusDays(6);
        assertThat(book.setDays(name, moved, moved, "09:00-17:00", "调休")).isEqualTo(Outcome.DONE);
        clock.passes(Duration.ofMinutes(2));

        assertThat(isOpen(holiday.plusDays(3), "10:00")).isFalse();
        assertThat(isOpen(moved, "16:59")).isTrue();
        assertThat(entry().special()).hasSize(8);
        assertThat(entry().special().getFirst())
                .isEqualTo(new HoursBook.SpecialDay(moved, "09:00-17:00", "调休"));

        var half = "09:00-11:00 13:00-14:00";
        assertThat(book.setDays(name, holiday, holiday, half, "half a day"))
                .isEqualTo(Outcome.DONE);
        book.dropDay(name, moved);
        clock.passes(Duration.ofMinutes(2));
        assertThat(isOpen(holiday, "10:00")).isTrue();
        assertThat(isOpen(moved, "10:00")).isFalse();
        assertThat(entry().isOver(holiday)).isFalse();
        assertThat(entry().isOver(holiday.plusDays(7))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9 to 5",
                "09:00",
                "18:00-09:00",
                "09:00-09:00",
                "09:00-24:01",
                "09:60-10:00",
                "09:00-12:00 11:59-13:00",
                "09:00-12:00 and more",
                "-",
                "99:99-99:99"
            })
    void whatAreNoHoursChangesNothing(String hours) {
        var before = entry();
        assertThat(book.setWeek(name, Map.of(DayOfWeek.MONDAY, hours))).isEqualTo(Outcome.NO_HOURS);
        assertThat(book.setDays(name, MONDAY, MONDAY, hours, "x")).isEqualTo(Outcome.NO_HOURS);
        assertThat(entry()).isEqualTo(before);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(book.setWeek(name, Map.of())).isEqualTo(Outcome.NEVER_OPEN);
        assertThat(book.setDays(name, MONDAY, MONDAY.minusDays(1), "", "x"))
                .isEqualTo(Outcome.NO_DAYS);
        assertThat(book.setDays(name, MONDAY, MONDAY.plusDays(31), "", "x"))
                .isEqualTo(Outcome.NO_DAYS);
        assertThat(book.setDays(name, MONDAY, MONDAY, "", " ")).isEqualTo(Outcome.NO_REASON);
        assertThat(book.create(name, "Asia/Shanghai")).isEqualTo(Outcome.NO_NAME);
        assertThat(book.create("Big Name", "Asia/Shanghai")).isEqualTo(Outcome.NO_NAME);
        assertThat(book.create(name + "-x", "Asia/Nowhere")).isEqualTo(Outcome.NO_ZONE);
        assertThat(book.names()).doesNotContain(name + "-x");
        assertThatThrownBy(() -> book.setWeek(Calendars.ALWAYS, Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.dropDay("nowhere", MONDAY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0:00-24:00,00:00-24:00", "'8：30至12：00，13:00~17:30',08:30-12:00 13:00-17:30"})
    void hoursAreReadAsPeopleTypeThem(String typed, String shown) {
        assertThat(Opening.read(typed).orElseThrow().stream().map(Opening::shown))
                .containsExactly(shown.split(" "));
    }

    /// Whatever is closed for a holiday and worked on for it (调休): of any stretch of time as much
    /// is open as its minutes, counted one by one, say.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void withMovedWorkdaysEachMinuteCountsOnce(long seed) {
        var dice = new Random(seed);
        for (int i = 0; i < 6; i++) {
            var day = MONDAY.plusDays(dice.nextInt(40));
            var hours = List.of("", "09:00-18:00", "10:00-12:00 13:30-16:00").get(dice.nextInt(3));
            assertThat(book.setDays(name, day, day.plusDays(dice.nextInt(4)), hours, "调休"))
                    .isEqualTo(Outcome.DONE);
        }
        clock.passes(Duration.ofMinutes(2));
        var open = calendars.get(name);
        var written = entry();
        var zone = ZoneId.of("Asia/Shanghai");
        for (int i = 0; i < 5; i++) {
            var from = MONDAY.atStartOfDay(zone).plusMinutes(dice.nextInt(40 * 1_440)).toInstant();
            var to = from.plus(Duration.ofMinutes(dice.nextInt(7 * 1_440)));
            long minutes = 0;
            for (var at = from; at.isBefore(to); at = at.plusSeconds(60)) {
                minutes += isOpenByTheBook(written, at.atZone(zone)) ? 1 : 0;
            }
            assertThat(open.between(from, to)).isEqualTo(Duration.ofMinutes(minutes));
            var work = Duration.ofMinutes(1 + dice.nextInt(3_000));
            assertThat(open.between(from, open.after(from, work))).isEqualTo(work);
        }
    }

    /// As somebody reads it off the wall.
    private static boolean isOpenByTheBook(HoursBook.Entry written, ZonedDateTime at) {
        var special =
                written.special().stream()
                        .filter(it -> it.day().equals(at.toLocalDate()))
                        .map(HoursBook.SpecialDay::hours)
                        .findFirst();
        var hours = special.orElseGet(() -> at.getDayOfWeek().getValue() <= 5 ? "09:00-18:00" : "");
        for (var stretch : hours.split(" ", -1)) {
            var ends = stretch.split("-", -1);
            if (ends.length == 2
                    && !at.toLocalTime().isBefore(LocalTime.parse(ends[0]))
                    && at.toLocalTime().isBefore(LocalTime.parse(ends[1]))) {
                return true;
            }
        }
        return false;
    }

    private boolean isOpen(LocalDate day, String time) {
        return calendars
                .get(name)
                .isOpen(
                        day.atTime(LocalTime.parse(time))
                                .atZone(ZoneId.of("Asia/Shanghai"))
                                .toInstant());
    }

    private HoursBook.Entry entry() {
        return book.all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }
}
