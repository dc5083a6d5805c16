package okpay.language;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// A text as it is compared: half width, lower case, simplified characters, without what nobody
/// sees, and no longer than a long message.
public final class Plain {

    private static final int LONGEST = 400;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Co}\\p{Cn}\\ufe0f]");
    private static final Pattern BREAK = Pattern.compile("[\\t\\r\\n]");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern AGAIN = Pattern.compile("(.)\\1{2,}");
    private static final Transliterator SIMPLIFIED =
            Transliterator.getInstance("Traditional-Simplified");

    private Plain() {}

    static String simplified(String text) {
        return SIMPLIFIED.transliterate(text);
    }

    public static String of(String text) {
        // Nobody says in the middle of a very long text what it is about.
        var some =
                text.length() <= LONGEST
                        ? text
                        : text.substring(0, LONGEST / 2)
                                + " "
                                + text.substring(text.length() - LONGEST / 2);
        var half = Normalizer.normalize(some, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var seen =
                SPACE.matcher(UNSEEN.matcher(BREAK.matcher(half).replaceAll(" ")).replaceAll(""))
                        .replaceAll(" ");
        var short3 = AGAIN.matcher(seen).replaceAll("$1$1");
        return Script.of(short3) == Script.CHINESE
                ? SIMPLIFIED.transliterate(short3.strip())
                : short3.strip();
    }
}
