package okpay.language;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okpay.language.Days.Part;
import okpay.language.Days.Span;
import okpay.language.Fact.Place;
import org.jspecify.annotations.Nullable;

/// Times as Chinese says them: `昨天下午三点`, `上周五晚上`, `11月20日`, `半小时前`.
final class ChineseTimes {

    private static final String N =
            "(?<![一二两三四五六七八九十百])(?:\\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[零〇一二两三四五六七八九])";
    private static final String DAY =
            "(?<near>大前天|前天|昨天|昨日|昨儿|今天|今日|今儿|明天|后天|昨(?=[晚夜早])|今(?=[早晚晨夜])|前(?=晚)|明(?=[早晚]))"
                    + "|(?<week>(?:上上|上|这|本|下)个?)?(?<!每)(?:周|星期|礼拜)(?<weekday>[一二三四五六日天])"
                    + "|(?:(?<year>\\d{4}|去|今|前)年)?(?<month>\\d{1,2}|[一二三四五六七八九十]{1,2})月(?<day>\\d{1,2}"
                    + "|[一二三四五六七八九十]{1,3})[日号號]?"
                    + "|(?<isoyear>\\d{4})[-/.](?<isomonth>\\d{1,2})[-/.](?<isoday>\\d{1,2})(?!\\d)"
                    + "|(?<![\\d/.])(?<slashmonth>\\d{1,2})/(?<slashday>\\d{1,2})(?![\\d/]"
                    + "|\\s?分)(?<!(?<!on )\\b\\d{1,2}/(?:5|10))"
                    + "|(?<of>上|这|本)个?月(?<ofday>\\d{1,2}|[一二三四五六七八九十]{1,3})[日号號]"
                    + "|(?<![\\d单编]|每月|每个月|下个?月)(?<only>\\d{1,2}|[一二三四五六七八九十]{1,3})(?:[号號](?![线楼院店码库客桌])"
                    + "|日(?![内前后起]))"
                    + "|(?<singles>(?:(?<singlesyear>去)年)?双(?:十一|11))";
    private static final String PART =
            "凌晨|半夜|清晨|早上(?!好)|早晨|上午(?!好)|早(?!上好)|晨|中午(?!好)|午间|下午(?!好)|午后|傍晚|晚上(?!好)|夜里|夜间|晚间|晚|夜";
    private static final String CLOCK =
            "(?<colon>\\d{1,2}):(?<colonminute>\\d{2})(?::\\d{2})?"
                    + "|(?<![.\\d快慢有差了多]|[早晚](?=一点))(?<hour>"
                    + N
                    + ")(?:点钟?(?!都|也|用|反应|疑|问|建|意|要|[儿小不])|时(?!候|间|段|常|不))(?:(?<quarter>半|一刻|三刻)"
                    + "|(?<minute>\\d{1,2}"
                    + "|[零〇一二三四五六七八九十]{1,4})分?(?!钟|\\d))?";
    private static final Pattern TIME =
            Pattern.compile(
                    "(?:"
                            + DAY
                            + ")?(?:\\s?的?(?:大概|大约|约|差不多)?(?<part>"
                            + PART
                            + "))?(?:\\s?(?:大概|大约|约|差不多)?(?:"
                            + CLOCK
                            + "))?");
    private static final Pattern AGO =
            Pattern.compile(
                    "(?<quarterago>一刻钟(?:之|以)?前)|(?<weekend>(?:上|这|本)个?周末)|(?<wholemonth>(?:(?<ofyear>\\d{4}|去"
                            + "|今|前)年)?(?<!\\d)(?<themonth>\\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?![\\d一二三四五六七八九十]))"
                            + "|(?<wholeyear>[去今前]年)(?![\\d一二三四五六七八九十双])|(?<just>刚才|刚刚|方才)"
                            + "|(?<half>(?<!个)半个?(?:小时|钟头)(?:之|以)?前)"
                            + "|(?<![\\d.])(?<n>"
                            + N
                            + ")(?<unit>分钟|个?小时|个?钟头|天|日|个?星期|周|个?礼拜|个月)(?:之|以)?前"
                            + "|(?<span>(?:上|这|本)个?(?:月|周|星期|礼拜)(?![一二三四五六日天末\\d]))");

    private ChineseTimes() {}

    static void find(String text, Days days, BiConsumer<Place, Span> found) {
        var ago = AGO.matcher(text);
        while (ago.find()) {
            ago(ago, days).ifPresent(span -> found.accept(new Place(ago.start(), ago.end()), span));
        }
        var time = TIME.matcher(text);
        while (time.find()) {
            if (time.end() > time.start()) {
                time(time, days)
                        .ifPresent(span ->
                                found.accept(new Place(start(text, time), time.end()), span));
            }
        }
    }

    private static int start(String text, Matcher time) {
        return text.charAt(time.start()) == ' ' ? time.start() + 1 : time.start();
    }

    private static Optional<Span> ago(Matcher said, Days days) {
        if (said.group("just") != null) {
            return Optional.of(days.justNow());
        }
        if (said.group("quarterago") != null) {
            return Optional.of(days.minutesAgo(15));
        }
        if (said.group("weekend") != null) {
            return Optional.of(days.weekend(said.group("weekend").startsWith("上") ? -1 : 0));
        }
        if (said.group("wholemonth") != null) {
            return days.monthOf(back(said.group("ofyear"), days), number(said.group("themonth")));
        }
        if (said.group("wholeyear") != null) {
            return Optional.of(days.year(back(said.group("wholeyear").substring(0, 1))));
        }
        if (said.group("half") != null) {
            return Optional.of(days.minutesAgo(30));
        }
        if (said.group("span") != null) {
            int back = said.group("span").startsWith("上") ? -1 : 0;
            return Optional.of(
                    said.group("span").endsWith("月") ? days.month(back) : days.week(back));
        }
        int n = number(said.group("n"));
        return Optional.of(
                switch (said.group("unit").replace("个", "")) {
                    case "分钟" -> days.minutesAgo(n);
                    case "小时", "钟头" -> days.hoursAgo(n);
                    case "天", "日" -> Span.of(days.today().minusDays(n));
                    case "月" -> Span.of(days.today().minusMonths(n));
                    default -> Span.of(days.today().minusWeeks(n));
                });
    }

    /// The same of a year that may stand in digits.
    private static int back(@Nullable String year, Days days) {
        return year != null && year.length() == 4
                ? days.today().getYear() - Integer.parseInt(year)
                : back(year);
    }

    private static int back(@Nullable String year) {
        return year == null ? Days.LAST : "今去前".indexOf(year);
    }

    private static Optional<Span> time(Matcher said, Days days) {
        var part = Optional.ofNullable(said.group("part")).map(ChineseTimes::part);
        boolean hasClock = said.group("hour") != null || said.group("colon") != null;
        boolean hasDay = hasDay(said);
        if (!hasDay && !hasClock && (part.isEmpty() || said.group("part").length() == 1)) {
            return Optional.empty();
        }
        var day = hasDay ? day(said, days) : Optional.of(days.today());
        if (!hasClock) {
            return day.map(it -> part.map(one -> one.on(it)).orElseGet(() -> Span.of(it)));
        }
        int hour = number(said.group("hour") == null ? said.group("colon") : said.group("hour"));
        int minute = minute(said);
        if (hour > 24 || minute > 59) {
            return Optional.empty();
        }
        boolean isExact =
                said.group("colon") != null && said.group("colon").length() == 2 && part.isEmpty();
        if (isExact) {
            return day.map(it -> days.atClock(it, hour, minute, hasDay));
        }
        return !hasDay && part.isEmpty()
                ? Optional.of(days.lastAt(hour, minute))
                : day.map(it -> Days.at(it, hour, minute, part));
    }

    private static int minute(Matcher said) {
        if (said.group("colonminute") != null) {
            return Integer.parseInt(said.group("colonminute"));
        }
        if (said.group("quarter") != null) {
            return switch (said.group("quarter")) {
                case "半" -> 30;
                case "一刻" -> 15;
                default -> 45;
            };
        }
        return said.group("minute") == null ? 0 : number(said.group("minute"));
    }

    private static boolean hasDay(Matcher said) {
        for (var name :
                new String[] {
                    "near", "weekday", "month", "isoyear", "slashmonth", "ofday", "only", "singles"
                }) {
            if (said.group(name) != null) {
                return true;
            }
        }
        return false;
    }

    private static Optional<LocalDate> day(Matcher said, Days days) {
        if (said.group("near") != null) {
            return Optional.of(
                    days.today()
                            .plusDays(
                                    switch (said.group("near")) {
                                        case "大前天" -> -3;
                                        case "前天", "前" -> -2;
                                        case "昨天", "昨日", "昨儿", "昨" -> -1;
                                        case "明天", "明" -> 1;
                                        case "后天" -> 2;
                                        default -> 0;
                                    }));
        }
        if (said.group("weekday") != null) {
            var weekday = weekday(said.group("weekday"));
            return Optional.of(
                    said.group("week") == null
                            ? days.last(weekday)
                            : days.inWeek(
                                    weekday,
                                    said.group("week").startsWith("上上")
                                            ? -2
                                            : said.group("week").startsWith("上")
                                                    ? -1
                                                    : said.group("week").startsWith("下") ? 1 : 0));
        }
        return date(said, days);
    }

    private static Optional<LocalDate> date(Matcher said, Days days) {
        if (said.group("month") != null) {
            var said2 = said.group("year");
            int year =
                    said2 == null
                            ? 0
                            : said2.length() == 1
                                    ? days.today().getYear() - back(said2)
                                    : Integer.parseInt(said2);
            return days.date(year, number(said.group("month")), number(said.group("day")));
        }
        if (said.group("isoyear") != null) {
            return days.date(
                    number(said.group("isoyear")),
                    number(said.group("isomonth")),
                    number(said.group("isoday")));
        }
        if (said.group("slashmonth") != null) {
            return days.date(0, number(said.group("slashmonth")), number(said.group("slashday")));
        }
        if (said.group("ofday") != null) {
            var month = days.month(said.group("of").equals("上") ? -1 : 0).from().toLocalDate();
            return days.date(month.getYear(), month.getMonthValue(), number(said.group("ofday")));
        }
        return said.group("only") != null
                ? days.dayOfMonth(number(said.group("only")))
                : days.date(
                        said.group("singlesyear") == null ? 0 : days.today().getYear() - 1, 11, 11);
    }

    private static DayOfWeek weekday(String said) {
        int n = "一二三四五六日".indexOf(said);
        return DayOfWeek.of(n < 0 ? 7 : n + 1);
    }

    private static Part part(String said) {
        return switch (said) {
            case "凌晨", "半夜" -> Part.SMALL_HOURS;
            case "清晨", "早上", "早晨", "上午", "早", "晨" -> Part.MORNING;
            case "中午", "午间" -> Part.NOON;
            case "下午", "午后" -> Part.AFTERNOON;
            default -> Part.EVENING;
        };
    }

    private static int number(String said) {
        return Character.isDigit(said.charAt(0))
                ? Integer.parseInt(said)
                : Numbers.han(said).map(java.math.BigDecimal::intValue).orElse(99);
    }
}
