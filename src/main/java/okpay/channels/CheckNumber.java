package okpay.channels;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/// The number in each letter of ours by which anybody finds out whether it is one: eight letters
/// and digits that are not mistaken for each other, such as `K7Q2-M9FD`.
public final class CheckNumber {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int HALF = 4;

    private static final Pattern SHOWN =
            Pattern.compile(
                    "(?<![0-9A-Z])([2-9A-HJKMNP-TV-Z]{4})[-\u2010-\u2015 ]([2-9A-HJKMNP-TV-Z]{4})"
                            + "(?![0-9A-Z])");

    private CheckNumber() {}

    static String fresh() {
        var all = new StringBuilder();
        for (int i = 0; i < 2 * HALF; i++) {
            all.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
            if (i == HALF - 1) {
                all.append('-');
            }
        }
        return all.toString();
    }

    /// The last number in what somebody typed or pasted: it stands at the end of our letters.
    public static Optional<String> in(String text) {
        return SHOWN.matcher(text.toUpperCase(java.util.Locale.ROOT))
                .results()
                .reduce((_, last) -> last)
                .map(it -> it.group(1) + "-" + it.group(2));
    }
}
