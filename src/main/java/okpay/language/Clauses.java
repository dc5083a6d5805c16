package okpay.language;

import java.util.List;
import java.util.regex.Pattern;

/// The parts of a text that may each ask for something of their own: its sentences, and what comes
/// after “另外”, “by the way” and the like. A comma alone parts nothing: it is the same story.
public final class Clauses {

    private static final int MOST = 6;

    private static final Pattern END =
            Pattern.compile(
                    "[。！？!?；;]+|\\.(?=\\s|$)"
                            + "|[，,、\\s]+(?:对了|还有(?:一?[个件]?(?:事|问题))?)[，,：:\\s]*"
                            + "|[，,、\\s]*(?:另外|顺便(?:问一?下)?|此外|再问一?下|以及"
                            + "|(?<![a-z])(?:also|by the way|btw|besides|another (?:thing|question)"
                            + "|one more (?:thing|question)|and (?:also|another|how|where|why|what|can|my))"
                            + "(?![a-z]))[，,：:\\s]*",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern LINE = Pattern.compile("[\\r\\n]+");
    private static final Pattern SAID = Pattern.compile("\\p{IsHan}|\\p{IsLatin}+");
    private static final int LEAST = 3;

    private Clauses() {}

    /// @param text anything, of any length
    /// @return at most six, in their order; those that say too little to ask for anything are left
    ///   out
    public static List<String> of(String text) {
        return END.splitAsStream(Plain.of(LINE.matcher(text).replaceAll("。")))
                .map(String::strip)
                .filter(it -> SAID.matcher(it).results().limit(LEAST).count() == LEAST)
                .limit(MOST)
                .toList();
    }
}
