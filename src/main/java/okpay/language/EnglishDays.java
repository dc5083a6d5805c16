package okpay.language;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/// Days as English says them: `last Friday`, `Nov 20`, `the 15th of last month`.
final class EnglishDays {

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> WEEKDAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String MONTH =
            "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final String WEEKDAY =
            "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?"
                    + "|saturday|(?<!\\b(?:i|we|he|she|they|just) )sat|sunday|(?<!\\bthe )sun)";

    /// `@` stands for what comes behind the name of each group.
    private static final String DAY =
            "(?<near@>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight"
                    + "|last night|this(?= (?:morning|afternoon|evening)))"
                    + "|(?<!every |each )(?:(?<which@>last|this|past|next) )?(?<weekday@>"
                    + WEEKDAY
                    + ")(?! down)"
                    + "|(?<month@>"
                    + MONTH
                    + ") (?<day@>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year@>\\d{4}))?(?![\\d:])"
                    + "|(?:the )?(?<dayfirst@>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<monthlast@>"
                    + MONTH
                    + ")(?:,? (?<yearlast@>\\d{4}))?"
                    + "|the (?<only@>\\d{1,2})(?:st|nd|rd|th)"
                    + "(?! (?:time|try|attempt|payment|charge|transfer|card|one)\\b)"
                    + "(?<oflast@> of last month)?"
                    + "|(?<slash@>\\d{1,2}/\\d{1,2})(?=,? (?:at|around|in) )"
                    + "|(?<singles@>singles'? day|double (?:11|eleven))";

    private EnglishDays() {}

    /// @param n behind the name of each group: the pattern may stand twice in one
    static String pattern(String n) {
        return DAY.replace("@", n);
    }

    static boolean isSaid(Matcher said, String n) {
        for (var name :
                new String[] {"near", "weekday", "month", "dayfirst", "only", "slash", "singles"}) {
            if (said.group(name + n) != null) {
                return true;
            }
        }
        return false;
    }

    static Optional<LocalDate> read(Matcher said, String n, String near, Days days) {
        if (!near.isEmpty()) {
            return Optional.of(
                    days.today()
                            .plusDays(
                                    switch (near) {
                                        case "the day before yesterday" -> -2;
                                        case "yesterday", "last night" -> -1;
                                        case "tomorrow" -> 1;
                                        case "the day after tomorrow" -> 2;
                                        default -> 0;
                                    }));
        }
        if (said.group("weekday" + n) != null) {
            var name = said.group("weekday" + n).toLowerCase(Locale.ROOT).substring(0, 3);
            var weekday = DayOfWeek.of(WEEKDAYS.indexOf(name) + 1);
            var which =
                    said.group("which" + n) == null
                            ? ""
                            : said.group("which" + n).toLowerCase(Locale.ROOT);
            return Optional.of(
                    which.equals("last")
                            ? days.inWeek(weekday, -1)
                            : which.equals("next")
                                    ? days.inWeek(weekday, 1)
                                    : which.equals("this")
                                            ? days.inWeek(weekday, 0)
                                            : days.last(weekday));
        }
        return date(said, n, days);
    }

    private static Optional<LocalDate> date(Matcher said, String n, Days days) {
        if (said.group("month" + n) != null) {
            return days.date(
                    year(said.group("year" + n)),
                    month(said.group("month" + n)),
                    Integer.parseInt(said.group("day" + n)));
        }
        if (said.group("dayfirst" + n) != null) {
            return days.date(
                    year(said.group("yearlast" + n)),
                    month(said.group("monthlast" + n)),
                    Integer.parseInt(said.group("dayfirst" + n)));
        }
        if (said.group("slash" + n) != null) {
            var parts = said.group("slash" + n).split("/", 2);
            return days.date(0, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        if (said.group("singles" + n) != null) {
            return days.date(0, 11, 11);
        }
        int only = Integer.parseInt(said.group("only" + n));
        if (said.group("oflast" + n) != null) {
            var month = days.month(-1).from().toLocalDate();
            return days.date(month.getYear(), month.getMonthValue(), only);
        }
        return days.dayOfMonth(only);
    }

    private static int year(String said) {
        return said == null ? 0 : Integer.parseInt(said);
    }

    static int month(String said) {
        return MONTHS.indexOf(said.toLowerCase(Locale.ROOT).substring(0, 3)) + 1;
    }
}
