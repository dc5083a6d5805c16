package okpay.language;

import java.util.regex.Pattern;

/// What a text is written in, for the choice of an encoder.
public enum Script {
    CHINESE,
    ENGLISH;

    private static final Pattern WORD = Pattern.compile("\\p{IsLatin}+");

    /// A Chinese character says as much as a Latin word. What is neither is read as English.
    public static Script of(String text) {
        long han =
                text.codePoints()
                        .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                        .count();
        long words = WORD.matcher(text).results().count();
        return han > 0 && han >= words ? CHINESE : ENGLISH;
    }
}
