package okpay.language;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import okpay.language.Fact.Place;

/// What a text says besides what it wants: sums, times, numbers of ours, each with its place.
public final class Facts {

    private static final int LONGEST = 5_000;
    private static final Pattern OURS =
            Pattern.compile("(?<![A-Za-z0-9_])[a-z]{2}_[0-9a-z]{13,30}(?![A-Za-z0-9_])");
    private static final Pattern PHONE =
            Pattern.compile("(?<![\\w.])(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}(?![\\w.])");
    private static final Pattern ACCOUNT =
            Pattern.compile(
                    "(?:尾号(?:为|是)?|末四位(?:是|为)?|ending (?:in|with)|[*•·]{2,})\\s?(?<ending>\\d{3,4})(?!\\d)",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern ERROR =
            Pattern.compile(
                    "(?<![A-Za-z0-9_])(?!(?:RMB|CNY|USD|EUR|GBP|JPY|HKD)\\d)(?:[A-Z]{2,}(?:_[A-Z0-9]+)+"
                            + "|[A-Z]{1,4}-?\\d{3,6})(?![A-Za-z0-9_])");

    private Facts() {}

    /// @param text anything; only its first 5,000 characters count
    /// @param zone where who wrote it is
    /// @param home the currency of a sum that names none
    /// @return in the order of the text; none lies in another of the same kind
    public static List<Fact> in(String text, ZoneId zone, Instant now, Currency home) {
        var plain = halfWidth(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        var found = new ArrayList<Fact>();
        var taken = new ArrayList<Place>();
        find(OURS, plain, taken, place -> new Fact.OurNumber(place, cut(plain, place)), found);
        find(
                PHONE,
                plain,
                taken,
                place -> new Fact.Phone(place, cut(plain, place).replaceAll("\\D", "")),
                found);
        var accounts = ACCOUNT.matcher(plain);
        while (accounts.find()) {
            var place = new Place(accounts.start(), accounts.end());
            taken.add(place);
            found.add(new Fact.Account(place, accounts.group("ending")));
        }
        find(ERROR, plain, taken, place -> new Fact.ErrorCode(place, cut(plain, place)), found);
        var free = blank(plain, taken);
        var sums = Sums.in(free, home);
        found.addAll(sums);
        times(
                blank(free, sums.stream().map(Fact::place).toList()),
                LocalDateTime.ofInstant(now, zone),
                zone,
                found);
        found.sort(Comparator.comparingInt(it -> it.place().from()));
        return found;
    }

    private interface Maker {
        Fact make(Place place);
    }

    private static void find(
            Pattern what, String text, List<Place> taken, Maker maker, List<Fact> found) {
        var matcher = what.matcher(text);
        while (matcher.find()) {
            var place = new Place(matcher.start(), matcher.end());
            if (taken.stream().noneMatch(place::meets)) {
                taken.add(place);
                found.add(maker.make(place));
            }
        }
    }

    private static void times(String text, LocalDateTime now, ZoneId zone, List<Fact> found) {
        var whens = new ArrayList<Fact.When>();
        BiConsumer<Place, Days.Span> taker =
                (place, span) ->
                        whens.add(
                                new Fact.When(
                                        place,
                                        span.from().atZone(zone).toInstant(),
                                        span.until().atZone(zone).toInstant()));
        ChineseTimes.find(text, new Days(now), taker);
        EnglishTimes.find(text, new Days(now), taker);
        // The longest of those that meet.
        whens.sort(Comparator.comparingInt(it -> it.place().from() - it.place().to()));
        var kept = new ArrayList<Fact.When>();
        for (var when : whens) {
            boolean isFree = kept.stream().noneMatch(it -> it.place().meets(when.place()));
            if (isFree) {
                kept.add(when);
            }
        }
        found.addAll(kept);
    }

    private static String cut(String text, Place place) {
        return text.substring(place.from(), place.to());
    }

    /// What is taken is nothing else.
    private static String blank(String text, List<Place> taken) {
        var chars = text.toCharArray();
        taken.forEach(place -> Arrays.fill(chars, place.from(), place.to(), '#'));
        return new String(chars);
    }

    /// Character by character, so that places stay where they are.
    static String halfWidth(String text) {
        var chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (chars[i] >= '！' && chars[i] <= '～') {
                chars[i] = (char) (chars[i] - 0xfee0);
            } else if (Character.isSpaceChar(chars[i]) || Character.isWhitespace(chars[i])) {
                chars[i] = ' ';
            } else if (chars[i] == '’') {
                chars[i] = '\'';
            }
        }
        return new String(chars);
    }
}
