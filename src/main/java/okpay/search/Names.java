package okpay.search;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.TreeSet;

/// How a name may be typed: as it is, in pinyin (`lilei`, `li lei`), or by its initials (`ll`).
final class Names {

    private static final Transliterator LATIN =
            Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");

    private Names() {}

    /// @return words apart by spaces
    static String ways(String name) {
        var tidy = name.strip().toLowerCase(Locale.ROOT);
        var ways = new TreeSet<String>();
        ways.add(tidy);
        var syllables = new StringBuilder();
        var initials = new StringBuilder();
        for (var word : spelled(tidy).split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                ways.add(word);
                syllables.append(word);
                initials.append(word.charAt(0));
            }
        }
        ways.add(syllables.toString());
        ways.add(initials.toString());
        // Any end of a Chinese name, so that each of its words begins somewhere.
        for (int i = 0; i < tidy.length(); i++) {
            if (Character.isIdeographic(tidy.charAt(i))) {
                ways.add(tidy.substring(i));
            }
        }
        return String.join(" ", ways).strip();
    }

    /// Each character of Chinese becomes a syllable of its own.
    private static String spelled(String name) {
        var apart = new StringBuilder();
        name.codePoints()
                .forEach(it -> {
                    apart.appendCodePoint(it);
                    if (Character.isIdeographic(it)) {
                        apart.append(' ');
                    }
                });
        synchronized (LATIN) {
            return LATIN.transliterate(apart.toString());
        }
    }
}
