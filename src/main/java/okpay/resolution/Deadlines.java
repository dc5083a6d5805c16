package okpay.resolution;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import okpay.hours.Calendars;
import okpay.language.Fact;
import okpay.language.Facts;
import okpay.language.Numbers;
import okpay.wallet.Wallets;
import org.springframework.stereotype.Component;

/// Times to come in what somebody at the desk writes: "by Friday", "within two hours", 周五前, 24 小时内.
/// A customer's words are about the past and read that way; an agent's deadline is to come, so that
/// "Friday" is the next one.
@Component
class Deadlines {

    private static final Duration A_LITTLE = Duration.ofMinutes(1);
    static final String OFFICE = "china-office";

    private static final Pattern ZH_WITHIN =
            Pattern.compile(
                    "(\\d{1,3}|[一二两三四五六七八九十半]{1,3})\\s*个?\\s*(分钟|小时|钟头|工作日|天|日|周|星期|礼拜|月)"
                            + "\\s*(?:之内|以内|内|之后|后)");
    private static final Pattern EN_WITHIN =
            Pattern.compile(
                    "\\b(?:within|in|in less than|in the next|over the next)\\s+(?:the next\\s+)?"
                            + "(\\d{1,3}|an?|one|two|three|four|five|six|seven|ten|half an)\\s+"
                            + "(minutes?|hours?|(?:business|working)\\s+days?|days?|weeks?|months?)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern EN_BY =
            Pattern.compile(
                    "\\b(?:by|before|until|till|no later than|at the latest)(?:\\s+(?:the|end of))*\\s*$",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ZH_BY = Pattern.compile("^\\s*(?:之前|以前|前|内|之内|以内)");
    private static final Pattern WILL =
            Pattern.compile("\\b(?:will|shall)\\b|['’]ll\\b|会|将|给您|尽快", Pattern.CASE_INSENSITIVE);
    private static final Pattern WEEKDAY =
            Pattern.compile("周|星期|礼拜|day\\b|mon|tue|wed|thu|fri|sat|sun", Pattern.CASE_INSENSITIVE);
    private static final Pattern MONTH =
            Pattern.compile(
                    "月|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", Pattern.CASE_INSENSITIVE);
    private final Calendars calendars;

    Deadlines(Calendars calendars) {
        this.calendars = calendars;
    }

    /// @param words as they were written
    /// @param from the first moment they may mean, `until` the last
    record Deadline(String words, Instant from, Instant until) {

        /// When it is due: the moment, or the end of the span.
        Instant due() {
            return Duration.between(from, until).compareTo(A_LITTLE) <= 0 ? from : until;
        }
    }

    List<Deadline> in(String text, ZoneId zone, Instant now) {
        var found = new ArrayList<Deadline>();
        ZH_WITHIN.matcher(text).results().forEach(it -> found.add(within(it, now)));
        EN_WITHIN.matcher(text).results().forEach(it -> found.add(within(it, now)));
        for (var fact : Facts.in(text, zone, now, Wallets.HOME)) {
            if (fact instanceof Fact.When(var place, var from, var until)) {
                var words = text.substring(place.from(), place.to());
                boolean isDeadline =
                        EN_BY.matcher(text.substring(0, place.from())).find()
                                || ZH_BY.matcher(text.substring(place.to())).find();
                if (isDeadline) {
                    found.add(next(words, from, until, zone, now));
                } else if (from.isAfter(now) || (until.isAfter(now) && WILL.matcher(text).find())) {
                    found.add(new Deadline(words, from, until));
                }
            }
        }
        return found;
    }

    /// The next one of its kind that is not over.
    private static Deadline next(
            String words, Instant from, Instant until, ZoneId zone, Instant now) {
        var begins = from.atZone(zone);
        var ends = until.atZone(zone);
        while (!ends.toInstant().isAfter(now)) {
            if (MONTH.matcher(words).find()) {
                begins = begins.plusYears(1);
                ends = ends.plusYears(1);
            } else if (WEEKDAY.matcher(words).find()) {
                begins = begins.plusWeeks(1);
                ends = ends.plusWeeks(1);
            } else {
                begins = begins.plusDays(1);
                ends = ends.plusDays(1);
            }
        }
        return new Deadline(words, begins.toInstant(), ends.toInstant());
    }

    private Deadline within(MatchResult it, Instant now) {
        long many = number(it.group(1).toLowerCase(Locale.ROOT));
        var unit = it.group(2).toLowerCase(Locale.ROOT);
        Instant due;
        if (unit.contains("工作") || unit.contains("business") || unit.contains("working")) {
            due = calendars.get(OFFICE).afterDays(now, (int) Math.min(many, 200));
        } else {
            due = now.plus(length(unit).multipliedBy(many).dividedBy(isHalf(it.group(1)) ? 2 : 1));
        }
        return new Deadline(it.group(), now, due);
    }

    private static boolean isHalf(String number) {
        return number.equals("半") || number.toLowerCase(Locale.ROOT).startsWith("half");
    }

    private static Duration length(String unit) {
        return switch (unit.charAt(0)) {
            case '分' -> Duration.ofMinutes(1);
            case '小', '钟', 'h' -> Duration.ofHours(1);
            case '周', '星', '礼', 'w' -> Duration.ofDays(7);
            case '月' -> Duration.ofDays(30);
            case 'm' -> unit.startsWith("mi") ? Duration.ofMinutes(1) : Duration.ofDays(30);
            default -> Duration.ofDays(1);
        };
    }

    private static long number(String words) {
        if (words.chars().allMatch(Character::isDigit)) {
            return Math.max(1, Long.parseLong(words));
        }
        // "Half an hour" and "a day" are one of them.
        return Numbers.han(words)
                .or(() -> Numbers.english(words))
                .map(BigDecimal::longValue)
                .filter(it -> it > 0)
                .orElse(1L);
    }
}
