package okpay.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// When a place is open. Computed from the zone's rules each time it is asked: on a day of 23 or 25
/// hours what is open on its clock is open, and no minute counts twice.
///
/// @param weekly what is open on an ordinary day; none for a day that is not named
/// @param special days that are not as their day of the week: an empty list is a holiday, anything
///   else a moved workday (调休) or a short day
public record OpeningHours(
        ZoneId zone, Map<DayOfWeek, List<Opening>> weekly, Map<LocalDate, List<Opening>> special) {

    /// Nobody is closed for longer; where this goes by, the hours say that we never open again.
    private static final int MOST_DAYS = 400;

    public OpeningHours {
        weekly = Map.copyOf(weekly);
        special = Map.copyOf(special);
        if (weekly.values().stream().allMatch(List::isEmpty)) {
            throw new IllegalArgumentException("open on no day of the week");
        }
    }

    /// A stretch of time in which it is open.
    ///
    /// @param to the first instant that is closed
    public record Stretch(Instant from, Instant to) {}

    public boolean isOpen(Instant at) {
        return of(at.atZone(zone).toLocalDate()).stream()
                .anyMatch(it -> !it.from.isAfter(at) && it.to.isAfter(at));
    }

    /// This instant if it is open, else when it opens next.
    public Instant opens(Instant at) {
        return stretchAfter(at).from;
    }

    /// When it closes next.
    public Instant closes(Instant at) {
        var open = stretchAfter(at);
        while (true) {
            var next = stretchAfter(open.to);
            if (next.from.isAfter(open.to)) {
                return open.to;
            }
            // Open around the clock: there is no end worth a name.
            if (Duration.between(at, next.to).toDays() > MOST_DAYS) {
                return next.to;
            }
            open = next;
        }
    }

    /// The instant at which so much open time has gone by. With no time at all it is when it is
    /// open next.
    ///
    /// @throws IllegalStateException if it does not open often enough to ever get there
    public Instant after(Instant from, Duration working) {
        var left = working;
        var at = from;
        var last = from.plus(Duration.ofDays(MOST_DAYS)).plus(working.multipliedBy(60));
        while (at.isBefore(last)) {
            var open = stretchAfter(at);
            var length = Duration.between(open.from, open.to);
            if (left.compareTo(length) < 0) {
                return open.from.plus(left);
            }
            left = left.minus(length);
            if (left.isZero()) {
                return open.to;
            }
            at = open.to;
        }
        throw new IllegalStateException("hardly ever open");
    }

    /// How much of the time between two instants is open; nothing when the second is the earlier.
    public Duration between(Instant from, Instant to) {
        var sum = Duration.ZERO;
        var last = to.atZone(zone).toLocalDate();
        for (var day = from.atZone(zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            for (var it : of(day)) {
                var begins = it.from.isBefore(from) ? from : it.from;
                var ends = it.to.isAfter(to) ? to : it.to;
                if (ends.isAfter(begins)) {
                    sum = sum.plus(Duration.between(begins, ends));
                }
            }
        }
        return sum;
    }

    /// The same time of day, so many open days later. Who asks while it is closed waits until the
    /// last of those days closes: a day that is over, or none, does not count, one that is to come
    /// does.
    public Instant afterDays(Instant from, int days) {
        var day = from.atZone(zone).toLocalDate();
        var today = of(day);
        boolean isWithin =
                !today.isEmpty()
                        && !from.isBefore(today.getFirst().from)
                        && from.isBefore(today.getLast().to);
        boolean isAhead = !today.isEmpty() && from.isBefore(today.getFirst().from);
        int left = isAhead ? days - 1 : days;
        for (int i = 0; left > 0 && i < MOST_DAYS * 2; i++) {
            day = day.plusDays(1);
            left -= of(day).isEmpty() ? 0 : 1;
        }
        var last = of(day);
        if (last.isEmpty()) {
            throw new IllegalStateException("hardly ever open");
        }
        var closes = last.getLast().to;
        var same = day.atTime(from.atZone(zone).toLocalTime()).atZone(zone).toInstant();
        return isWithin ? later(last.getFirst().from, earlier(same, closes)) : closes;
    }

    /// What is left of the first stretch that is not over.
    private Stretch stretchAfter(Instant at) {
        var day = at.atZone(zone).toLocalDate();
        for (int i = 0; i < MOST_DAYS; i++) {
            for (var it : of(day.plusDays(i))) {
                if (it.to.isAfter(at)) {
                    return new Stretch(it.from.isBefore(at) ? at : it.from, it.to);
                }
            }
        }
        throw new IllegalStateException("closed for more than a year");
    }

    private List<Opening> clock(LocalDate day) {
        return Optional.ofNullable(special.get(day))
                .orElseGet(() -> weekly.getOrDefault(day.getDayOfWeek(), List.of()));
    }

    /// The stretches of one day on its own clock. A day on which the clocks change is taken in
    /// pieces, each with one offset; what the clock shows twice is open twice, what it skips is
    /// not.
    List<Stretch> of(LocalDate day) {
        var openings = clock(day);
        if (openings.isEmpty()) {
            return List.of();
        }
        var begins = day.atStartOfDay(zone).toInstant();
        var ends = day.plusDays(1).atStartOfDay(zone).toInstant();
        var found = new ArrayList<Stretch>();
        for (var from = begins; from.isBefore(ends); ) {
            var change = zone.getRules().nextTransition(from);
            var to =
                    change != null && change.getInstant().isBefore(ends)
                            ? change.getInstant()
                            : ends;
            var midnight = day.atStartOfDay().toInstant(zone.getRules().getOffset(from));
            for (var opening : openings) {
                var opens = later(from, midnight.plusSeconds(opening.from() * 60L));
                var closes = earlier(to, midnight.plusSeconds(opening.to() * 60L));
                if (opens.isBefore(closes)) {
                    found.add(new Stretch(opens, closes));
                }
            }
            from = to;
        }
        return joined(found);
    }

    /// In order, and those that touch or overlap as one.
    private static List<Stretch> joined(List<Stretch> found) {
        var all = new TreeMap<Instant, Instant>();
        found.sort(Comparator.comparing(Stretch::from));
        for (var it : found) {
            var last = all.lastEntry();
            if (last != null && !last.getValue().isBefore(it.from)) {
                all.put(last.getKey(), later(last.getValue(), it.to));
            } else {
                all.put(it.from, it.to);
            }
        }
        return all.entrySet().stream().map(it -> new Stretch(it.getKey(), it.getValue())).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
