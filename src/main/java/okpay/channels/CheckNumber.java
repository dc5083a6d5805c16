package okpay.channels;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The number in each message of ours by which anybody finds out whether it is one: eight letters
/// and digits that are not mistaken for each other, such as `K7Q2-M9FD`.
public final class CheckNumber {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int HALF = 4;
    private static final int MOST = 50;

    private static final String PART = "([" + SIGNS + "]{4})";
    private static final String DASH = "[\\p{Pd}\u2212]";

    /// As people write it: with any dash, or a space, somewhere in other words.
    private static final Pattern SHOWN =
            Pattern.compile(
                    "(?<![0-9A-Z])(?="
                            + PART
                            + "[\\h\\v]*("
                            + DASH
                            + "?)[\\h\\v]*"
                            + PART
                            + "(?![0-9A-Z]))");

    private CheckNumber() {}

    /// One that nobody has.
    public static String fresh() {
        var all = new StringBuilder();
        for (int i = 0; i < 2 * HALF; i++) {
            all.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
            if (i == HALF - 1) {
                all.append('-');
            }
        }
        return all.toString();
    }

    /// All that may be a number in what somebody typed or pasted; those with a dash last. Two words
    /// beside each other are none.
    public static List<String> in(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        var spaced = new ArrayList<String>();
        var dashed = new ArrayList<String>();
        SHOWN.matcher(plain)
                .results()
                .limit(MOST)
                .forEach(it -> {
                    var number = it.group(1) + "-" + it.group(3);
                    boolean isOne = it.end(1) == it.start(3) && it.group(2).isEmpty();
                    if (!it.group(2).isEmpty()) {
                        dashed.add(number);
                    } else if (hasDigit(number) && (!isOne || isAll(plain))) {
                        spaced.add(number);
                    }
                });
        spaced.addAll(dashed);
        return List.copyOf(spaced);
    }

    private static boolean isAll(String text) {
        return text.strip().length() == 2 * HALF;
    }

    private static boolean hasDigit(String number) {
        return number.chars().anyMatch(Character::isDigit);
    }
}
