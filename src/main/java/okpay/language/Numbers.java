package okpay.language;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads numbers written in words, Chinese and English.
public final class Numbers {

    /// What a Chinese number is written with.
    static final String HAN = "(?:[零〇二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟兩萬億]|一(?![直共起样下定般些旦])){1,20}";

    private static final String SMALL =
            "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
                    + "|fifteen|sixteen|seventeen|eighteen|nineteen";
    private static final String TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    private static final String WORD = SMALL + "|" + TENS + "|hundred|thousand|million";

    /// What an English number is written with; `a` only before a large one.
    static final String ENGLISH =
            "(?:(?:a |an )(?=hundred|thousand|million))?\\b(?:"
                    + WORD
                    + ")\\b(?:(?:[ -]|,? and )(?:"
                    + WORD
                    + ")\\b){0,12}";

    private static final Map<Character, Integer> DIGITS =
            Map.ofEntries(
                    Map.entry('零', 0),
                    Map.entry('〇', 0),
                    Map.entry('一', 1),
                    Map.entry('壹', 1),
                    Map.entry('二', 2),
                    Map.entry('两', 2),
                    Map.entry('贰', 2),
                    Map.entry('兩', 2),
                    Map.entry('三', 3),
                    Map.entry('叁', 3),
                    Map.entry('四', 4),
                    Map.entry('肆', 4),
                    Map.entry('五', 5),
                    Map.entry('伍', 5),
                    Map.entry('六', 6),
                    Map.entry('陆', 6),
                    Map.entry('七', 7),
                    Map.entry('柒', 7),
                    Map.entry('八', 8),
                    Map.entry('捌', 8),
                    Map.entry('九', 9),
                    Map.entry('玖', 9));
    private static final Map<Character, Integer> UNITS =
            Map.of(
                    '十',
                    10,
                    '拾',
                    10,
                    '百',
                    100,
                    '佰',
                    100,
                    '千',
                    1000,
                    '仟',
                    1000,
                    '万',
                    10_000,
                    '萬',
                    10_000,
                    '亿',
                    100_000_000,
                    '億',
                    100_000_000);
    private static final Map<String, Integer> WORDS =
            Map.ofEntries(
                    Map.entry("one", 1),
                    Map.entry("two", 2),
                    Map.entry("three", 3),
                    Map.entry("four", 4),
                    Map.entry("five", 5),
                    Map.entry("six", 6),
                    Map.entry("seven", 7),
                    Map.entry("eight", 8),
                    Map.entry("nine", 9),
                    Map.entry("ten", 10),
                    Map.entry("eleven", 11),
                    Map.entry("twelve", 12),
                    Map.entry("thirteen", 13),
                    Map.entry("fourteen", 14),
                    Map.entry("fifteen", 15),
                    Map.entry("sixteen", 16),
                    Map.entry("seventeen", 17),
                    Map.entry("eighteen", 18),
                    Map.entry("nineteen", 19),
                    Map.entry("twenty", 20),
                    Map.entry("thirty", 30),
                    Map.entry("forty", 40),
                    Map.entry("fifty", 50),
                    Map.entry("sixty", 60),
                    Map.entry("seventy", 70),
                    Map.entry("eighty", 80),
                    Map.entry("ninety", 90));

    private Numbers() {}

    /// `两千零五十` is 2,050; `一万二` is 12,000: what follows the last unit without one of its own is a
    /// tenth of it.
    public static Optional<BigDecimal> han(String text) {
        if (text.isEmpty() || text.length() > 20) {
            return Optional.empty();
        }
        long sum = 0;
        long section = 0;
        long digit = -1;
        long last = 1;
        boolean afterZero = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (DIGITS.containsKey(c)) {
                if (digit > 0 && !afterZero) {
                    return spelled(text);
                }
                digit = DIGITS.getOrDefault(c, 0);
                afterZero = digit == 0;
            } else {
                int unit = UNITS.getOrDefault(c, 1);
                if (unit >= 10_000) {
                    long before = section + Math.max(digit, 0);
                    sum = unit > 10_000 ? (sum + before) * unit : sum + before * unit;
                    section = 0;
                } else {
                    section += (digit < 0 ? 1 : digit) * unit;
                }
                digit = -1;
                afterZero = false;
                last = unit;
            }
        }
        boolean isTenth = digit > 0 && last >= 100 && !text.contains("零") && !text.contains("〇");
        long rest = digit < 0 ? 0 : isTenth ? digit * last / 10 : digit;
        return Optional.of(BigDecimal.valueOf(sum + section + rest));
    }

    /// Digit by digit: `二〇二六`.
    private static Optional<BigDecimal> spelled(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            var digit = DIGITS.getOrDefault(c, -1);
            if (digit < 0 || text.length() < 3) {
                return Optional.empty();
            }
            value = value * 10 + digit;
        }
        return Optional.of(BigDecimal.valueOf(value));
    }

    public static Optional<BigDecimal> english(String text) {
        long sum = 0;
        long section = 0;
        for (var word : text.toLowerCase(Locale.ROOT).split("[ ,-]+", -1)) {
            switch (word) {
                case "a", "an" -> section = 1;
                case "and", "" -> {}
                case "hundred" -> section = Math.max(section, 1) * 100;
                case "thousand", "million" -> {
                    sum += Math.max(section, 1) * (word.equals("thousand") ? 1_000 : 1_000_000);
                    section = 0;
                }
                default -> {
                    var value = WORDS.get(word);
                    if (value == null || section % 10 != 0 || (section % 100 != 0 && value > 9)) {
                        return Optional.empty();
                    }
                    section += value;
                }
            }
            if (section > 1_000_000 || sum > 1_000_000_000_000L) {
                return Optional.empty();
            }
        }
        return Optional.of(BigDecimal.valueOf(sum + section));
    }
}
