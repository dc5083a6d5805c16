package okpay.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHoursTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Opening OFFICE = new Opening(9 * 60, 18 * 60);

    private static final OpeningHours CHINA =
            new OpeningHours(
                    SHANGHAI,
                    weekdays(OFFICE),
                    Map.of(
                            LocalDate.parse("2026-10-01"), List.of(),
                            LocalDate.parse("2026-10-02"), List.of(),
                            LocalDate.parse("2026-10-05"), List.of(),
                            LocalDate.parse("2026-10-06"), List.of(),
                            LocalDate.parse("2026-10-07"), List.of(),
                            LocalDate.parse("2026-10-10"), List.of(OFFICE)));

    @Test
    void timeGoesByOnlyWhileItIsOpen() {
        assertThat(CHINA.after(at("2026-09-28T17:30"), Duration.ofHours(1)))
                .isEqualTo(at("2026-09-29T09:30"));
        assertThat(CHINA.after(at("2026-09-28T20:00"), Duration.ofMinutes(15)))
                .isEqualTo(at("2026-09-29T09:15"));
        assertThat(CHINA.between(at("2026-09-28T17:00"), at("2026-09-29T10:00")))
                .isEqualTo(Duration.ofHours(2));
    }

    /// National Day 2026: off until the seventh; Saturday the tenth is worked.
    @Test
    void holidaysAreClosedAndMovedWorkdaysAreOpen() {
        assertThat(CHINA.after(at("2026-09-30T17:00"), Duration.ofHours(2)))
                .isEqualTo(at("2026-10-08T10:00"));
        assertThat(CHINA.isOpen(at("2026-10-10T12:00"))).isTrue();
        assertThat(CHINA.isOpen(at("2026-10-11T12:00"))).isFalse();
        assertThat(CHINA.opens(at("2026-10-09T18:00"))).isEqualTo(at("2026-10-10T09:00"));
        assertThat(CHINA.closes(at("2026-10-10T12:00"))).isEqualTo(at("2026-10-10T18:00"));
    }

    /// A working day is a day, however many hours it has.
    @ParameterizedTest
    @CsvSource({
        // The same time of day; holidays and the weekend do not count, a moved workday does.
        "2026-09-28T10:00, 2, 2026-09-30T10:00",
        "2026-09-30T17:00, 1, 2026-10-08T17:00",
        "2026-10-09T10:00, 1, 2026-10-10T10:00",
        // Before it opens this day is the first; after it has closed, or off, it is none.
        "2026-09-28T07:00, 1, 2026-09-28T18:00",
        "2026-09-28T20:00, 1, 2026-09-29T18:00",
        "2026-10-03T10:00, 2, 2026-10-09T18:00"
    })
    void workingDaysAreDays(String from, int days, String due) {
        assertThat(CHINA.afterDays(at(from), days)).isEqualTo(at(due));
    }

    @Test
    void aNightShiftGoesOnPastMidnight() {
        var night =
                new OpeningHours(
                        SHANGHAI,
                        everyDay(new Opening(0, 120), new Opening(22 * 60, 24 * 60)),
                        Map.of());

        assertThat(night.after(at("2026-11-02T23:00"), Duration.ofHours(2)))
                .isEqualTo(at("2026-11-03T01:00"));
        assertThat(night.closes(at("2026-11-02T23:00"))).isEqualTo(at("2026-11-03T02:00"));
        assertThat(night.opens(at("2026-11-03T02:00"))).isEqualTo(at("2026-11-03T22:00"));
    }

    @Test
    void dayAndNightIsJustTime() {
        var always = new OpeningHours(SHANGHAI, everyDay(new Opening(0, 1440)), Map.of());
        var now = at("2026-11-02T23:59");

        assertThat(always.after(now, Duration.ofDays(3))).isEqualTo(now.plus(Duration.ofDays(3)));
        assertThat(always.closes(now)).isAfter(now.plus(Duration.ofDays(300)));
    }

    @Test
    void whatIsNeverOpenIsRefused() {
        assertThatThrownBy(() -> new OpeningHours(SHANGHAI, Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Opening(600, 600))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Opening(0, 1441)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<String> zonesThatChangeTheirClocks() {
        return Stream.of(
                "Europe/London",
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "America/Santiago",
                "Australia/Lord_Howe",
                "Africa/Cairo",
                "Africa/Casablanca",
                "Asia/Beirut",
                "Pacific/Apia",
                "Asia/Shanghai");
    }

    /// Every change of the clocks from 2020 to 2035: minute by minute round it, what is open is
    /// what the clock on the wall says, and the sum of the open minutes is what is counted.
    @ParameterizedTest
    @MethodSource("zonesThatChangeTheirClocks")
    void roundEveryChangeOfTheClocksEachMinuteCountsOnce(String name) {
        var zone = ZoneId.of(name);
        var dice = new Random(name.hashCode());
        var at = Instant.parse("2020-01-01T00:00:00Z");
        var end = Instant.parse("2036-01-01T00:00:00Z");
        int seen = 0;
        while (true) {
            var change = zone.getRules().nextTransition(at);
            if (change == null || change.getInstant().isAfter(end)) {
                break;
            }
            seen++;
            at = change.getInstant();
            var hours = new OpeningHours(zone, some(dice), Map.of());
            theWallIsRight(hours, at.minus(Duration.ofHours(30)), at.plus(Duration.ofHours(30)));
        }
        if (seen == 0) {
            var hours = new OpeningHours(zone, some(dice), Map.of());
            theWallIsRight(hours, at, at.plus(Duration.ofDays(14)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countingForwardAndCountingBetweenAgree(long seed) {
        var dice = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var zones = zonesThatChangeTheirClocks().toList();
            var zone = ZoneId.of(zones.get(dice.nextInt(zones.size())));
            var hours = new OpeningHours(zone, some(dice), Map.of());
            var from =
                    Instant.parse("2020-01-01T00:00:00Z")
                            .plusSeconds(dice.nextLong(16 * 365 * 86_400L));
            var working = Duration.ofSeconds(1 + dice.nextLong(5 * 86_400L));

            var there = hours.after(from, working);

            assertThat(hours.between(from, there)).isEqualTo(working);
            assertThat(hours.isOpen(there.minusSeconds(1))).isTrue();
        }
    }

    private static void theWallIsRight(OpeningHours hours, Instant from, Instant to) {
        long open = 0;
        for (var at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            var wall = at.atZone(hours.zone());
            boolean is = isOpenOnTheWall(hours, wall);
            assertThat(hours.isOpen(at)).as("%s %s", wall, hours).isEqualTo(is);
            open += is ? 1 : 0;
        }
        assertThat(hours.between(from, to)).isEqualTo(Duration.ofMinutes(open));
    }

    private static boolean isOpenOnTheWall(OpeningHours hours, ZonedDateTime wall) {
        int minute = wall.getHour() * 60 + wall.getMinute();
        return hours.weekly().getOrDefault(wall.getDayOfWeek(), List.of()).stream()
                .anyMatch(it -> it.from() <= minute && minute < it.to());
    }

    /// Anything from one short opening to several that touch each other, and free days.
    private static Map<DayOfWeek, List<Opening>> some(Random dice) {
        var weekly = new HashMap<DayOfWeek, List<Opening>>();
        for (var day : DayOfWeek.values()) {
            if (day != DayOfWeek.MONDAY && dice.nextInt(5) == 0) {
                continue;
            }
            int first = dice.nextInt(700);
            int second = first + 1 + dice.nextInt(300);
            int third = second + dice.nextInt(100);
            weekly.put(
                    day,
                    List.of(
                            new Opening(first, second),
                            new Opening(third, third + 1 + dice.nextInt(1440 - third))));
        }
        return weekly;
    }

    private static Map<DayOfWeek, List<Opening>> weekdays(Opening opening) {
        var weekly = new HashMap<>(everyDay(opening));
        weekly.remove(DayOfWeek.SATURDAY);
        weekly.remove(DayOfWeek.SUNDAY);
        return weekly;
    }

    private static Map<DayOfWeek, List<Opening>> everyDay(Opening... openings) {
        var weekly = new HashMap<DayOfWeek, List<Opening>>();
        for (var day : DayOfWeek.values()) {
            weekly.put(day, List.of(openings));
        }
        return weekly;
    }

    private static Instant at(String local) {
        return ZonedDateTime.of(java.time.LocalDateTime.parse(local), SHANGHAI).toInstant();
    }
}
