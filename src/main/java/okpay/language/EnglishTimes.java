package okpay.language;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okpay.language.Days.Part;
import okpay.language.Days.Span;
import okpay.language.Fact.Place;

/// Times as English says them: `yesterday at 3pm`, `last Friday evening`, `Nov 20`, `two hours
/// ago`.
final class EnglishTimes {

    private static final String PART = "early morning|morning|noon|midday|afternoon|evening|night";

    private static String clock(String n) {
        return "(?<hour"
                + n
                + ">\\d{1,2})(?:[:.](?<minute"
                + n
                + ">\\d{2}))? ?(?<half"
                + n
                + ">[ap]\\.?m\\b\\.?)"
                + "|(?<hour24"
                + n
                + ">\\d{1,2}):(?<minute24"
                + n
                + ">\\d{2})"
                + "|(?<oclock"
                + n
                + ">\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) o'?clock"
                + "|(?<quarter"
                + n
                + ">half past|(?:a )?quarter (?:past|to)) (?<quarterhour"
                + n
                + ">\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
                + "|(?<bare"
                + n
                + ">\\d{1,2})(?= in the (?:morning|afternoon|evening))"
                + "|(?<named"
                + n
                + ">noon|midday|midnight)";
    }

    private static final String AROUND = "(?:,? (?:at |around |about |in the |on |roughly )*)";
    private static final Pattern TIME =
            Pattern.compile(
                    "(?<![\\w/])(?:(?:(?:the )?(?<partE>early morning|morning|afternoon|evening|night) of )?(?:"
                            + EnglishDays.pattern("A")
                            + ")(?: (?:in the )?(?<partA>"
                            + PART
                            + "))?(?:"
                            + AROUND
                            + "(?:"
                            + clock("A")
                            + "))?(?: in the (?<partB>"
                            + PART
                            + "))?"
                            + "|(?:"
                            + clock("B")
                            + ")(?: in the (?<partC>"
                            + PART
                            + "))?(?:"
                            + AROUND
                            + "(?:"
                            + EnglishDays.pattern("B")
                            + ")(?: (?<partD>"
                            + PART
                            + "))?)?)(?![\\w])",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern AGO =
            Pattern.compile(
                    "\\b(?:(?<quarterago>a quarter of an hour ago)|(?<weekend>(?:last|this) weekend)"
                            + "|(?<wholemonth>(?:january|february|march|april|june|july|august|september"
                            + "|october|november|december)(?! \\d))|(?<wholeyear>(?:last|this) year)"
                            + "|(?<just>just now|a moment ago|a (?:few|couple of) minutes ago|moments ago)"
                            + "|(?<half>half an hour ago)"
                            + "|(?<n>\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
                            + "|twelve|thirty|forty|twenty|fifteen|a couple of) (?<unit>min(?:ute)?s?"
                            + "|hours?|hrs?|days?|weeks?|months?) ago"
                            + "|(?<span>(?:last|this) (?:week|month)))\\b",
                    Pattern.CASE_INSENSITIVE);

    private EnglishTimes() {}

    static void find(String text, Days days, BiConsumer<Place, Span> found) {
        var ago = AGO.matcher(text);
        while (ago.find()) {
            ago(ago, days).ifPresent(span -> found.accept(new Place(ago.start(), ago.end()), span));
        }
        var time = TIME.matcher(text);
        while (time.find()) {
            boolean isDayFirst = EnglishDays.isSaid(time, "A");
            var n = isDayFirst ? "A" : "B";
            var parts =
                    isDayFirst
                            ? new String[] {"partE", "partA", "partB"}
                            : new String[] {"partC", "partD"};
            time(time, n, part(time, parts), days)
                    .ifPresent(span -> found.accept(new Place(time.start(), time.end()), span));
        }
    }

    private static Optional<Span> ago(Matcher said, Days days) {
        if (said.group("just") != null) {
            return Optional.of(days.justNow());
        }
        if (said.group("quarterago") != null) {
            return Optional.of(days.minutesAgo(15));
        }
        if (said.group("weekend") != null) {
            return Optional.of(days.weekend(isLast(said.group("weekend")) ? -1 : 0));
        }
        if (said.group("wholemonth") != null) {
            return days.monthOf(Days.LAST, EnglishDays.month(said.group("wholemonth")));
        }
        if (said.group("wholeyear") != null) {
            return Optional.of(days.year(isLast(said.group("wholeyear")) ? 1 : 0));
        }
        if (said.group("half") != null) {
            return Optional.of(days.minutesAgo(30));
        }
        if (said.group("span") != null) {
            var span = said.group("span").toLowerCase(Locale.ROOT);
            int back = span.startsWith("last") ? -1 : 0;
            return Optional.of(span.endsWith("month") ? days.month(back) : days.week(back));
        }
        int n = number(said.group("n"));
        return Optional.of(
                switch (said.group("unit").toLowerCase(Locale.ROOT).substring(0, 2)) {
                    case "mi" -> days.minutesAgo(n);
                    case "ho", "hr" -> days.hoursAgo(n);
                    case "da" -> Span.of(days.today().minusDays(n));
                    case "we" -> Span.of(days.today().minusWeeks(n));
                    default -> Span.of(days.today().minusMonths(n));
                });
    }

    private static boolean isLast(String said) {
        return said.toLowerCase(Locale.ROOT).startsWith("last");
    }

    private static int number(String said) {
        var plain = said.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "a", "an" -> 1;
            case "a couple of" -> 2;
            default ->
                    Character.isDigit(plain.charAt(0))
                            ? Integer.parseInt(plain)
                            : Numbers.english(plain).map(BigDecimal::intValue).orElse(1);
        };
    }

    private static Optional<Part> part(Matcher said, String[] names) {
        for (var name : names) {
            if (said.group(name) != null) {
                return Optional.of(
                        switch (said.group(name).toLowerCase(Locale.ROOT)) {
                            case "early morning" -> Part.SMALL_HOURS;
                            case "morning" -> Part.MORNING;
                            case "noon", "midday" -> Part.NOON;
                            case "afternoon" -> Part.AFTERNOON;
                            default -> Part.EVENING;
                        });
            }
        }
        return Optional.empty();
    }

    private static Optional<Span> time(Matcher said, String n, Optional<Part> part, Days days) {
        boolean hasDay = EnglishDays.isSaid(said, n);
        var near =
                said.group("near" + n) == null
                        ? ""
                        : said.group("near" + n).toLowerCase(Locale.ROOT);
        var implied =
                near.equals("last night") || near.equals("tonight")
                        ? Optional.of(Part.EVENING)
                        : part;
        var day = hasDay ? EnglishDays.read(said, n, near, days) : Optional.of(days.today());
        if (said.group("named" + n) != null) {
            boolean isNoon = !said.group("named" + n).equalsIgnoreCase("midnight");
            return day.map(it -> isNoon ? Part.NOON.on(it) : Span.minute(it.atStartOfDay()));
        }
        return atHour(said, n, implied, hasDay, day, days)
                .or(() ->
                        day.filter(_ -> hasDay || implied.isPresent())
                                .map(it ->
                                        implied.map(one -> one.on(it))
                                                .orElseGet(() -> Span.of(it))));
    }

    private static Optional<Span> atHour(
            Matcher said,
            String n,
            Optional<Part> implied,
            boolean hasDay,
            Optional<LocalDate> day,
            Days days) {
        return said.group("quarter" + n) != null
                ? atQuarter(said, n, implied, hasDay, day, days)
                : atClock(said, n, implied, hasDay, day, days);
    }

    private static Optional<Span> atQuarter(
            Matcher said,
            String n,
            Optional<Part> implied,
            boolean hasDay,
            Optional<LocalDate> day,
            Days days) {
        var quarter = said.group("quarter" + n).toLowerCase(Locale.ROOT);
        int named = number(said.group("quarterhour" + n));
        if (named < 1 || named > 12) {
            return Optional.empty();
        }
        int hour = quarter.endsWith("to") ? (named + 10) % 12 + 1 : named;
        int minute = quarter.startsWith("half") ? 30 : quarter.endsWith("to") ? 45 : 15;
        return !hasDay && implied.isEmpty()
                ? Optional.of(days.lastAt(hour, minute))
                : day.map(it -> Days.at(it, hour, minute, implied));
    }

    private static Optional<Span> atClock(
            Matcher said,
            String n,
            Optional<Part> implied,
            boolean hasDay,
            Optional<LocalDate> day,
            Days days) {
        if (said.group("bare" + n) != null) {
            int hour = Integer.parseInt(said.group("bare" + n));
            return day.filter(_ -> hour <= 12).map(it -> Days.at(it, hour, 0, implied));
        }
        if (said.group("hour" + n) != null) {
            int hour = Integer.parseInt(said.group("hour" + n));
            var minutes = Optional.ofNullable(said.group("minute" + n));
            int minute = minutes.map(Integer::parseInt).orElse(0);
            boolean isPm = said.group("half" + n).toLowerCase(Locale.ROOT).startsWith("p");
            return clock(day, hour % 12 + (isPm ? 12 : 0), minute, hour <= 12, hasDay, days);
        }
        if (said.group("hour24" + n) != null) {
            int hour = Integer.parseInt(said.group("hour24" + n));
            int minute = Integer.parseInt(said.group("minute24" + n));
            int at = implied.map(it -> it.hour(hour)).orElse(hour);
            return clock(day, at, minute, hour <= 24, hasDay, days);
        }
        if (said.group("oclock" + n) != null) {
            int hour = number(said.group("oclock" + n));
            return !hasDay && implied.isEmpty() && hour <= 24
                    ? Optional.of(days.lastAt(hour, 0))
                    : day.filter(_ -> hour <= 24).map(it -> Days.at(it, hour, 0, implied));
        }
        return Optional.empty();
    }

    private static Optional<Span> clock(
            Optional<LocalDate> day,
            int hour,
            int minute,
            boolean isRight,
            boolean hasDay,
            Days days) {
        if (!isRight || minute > 59) {
            return Optional.empty();
        }
        return day.map(it -> days.atClock(it, hour, minute, hasDay));
    }
}
