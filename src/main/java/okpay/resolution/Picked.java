package okpay.resolution;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.language.Plain;

/// What somebody picks from a numbered list, in the words people answer with: “2”, “第二笔”, “the
/// first one”, “都不是”.
final class Picked {

    /// None of what is on the list.
    static final int NONE = 0;

    private static final Pattern NONE_OF_THEM =
            Pattern.compile(
                    "(?:0|零|都不是|都不对|全不是|全都不是|没有|没有这笔|不在里面|不是这些"
                            + "|none|none of (?:them|these|those)|neither|not (?:listed|there))");

    /// “2”, “2号”, “第二笔”, “the first one”, “no. 2”; but neither “2笔” nor “two payments”: so many.
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?:(?:我?选|我?选择|就?是|应该是|好像是|it'?s|it is|it was|i mean|option|no\\."
                            + "|number|nr\\.?|#)\\s*)?"
                            + "(?:(?<number>\\d|[一二三四五六七八九]|one|two|three|four|five|six)号?"
                            + "|第\\s*(?<nth>\\d|[一二三四五六七八九])\\s*(?:笔|个|号|条|项)?"
                            + "|(?:the\\s+)?(?<th>\\dst|\\dnd|\\drd|\\dth|first|second|third|fourth|fifth|sixth)"
                            + "(?:\\s+(?:one|payment))?)");

    private static final Pattern AROUND = Pattern.compile("^[\\s(（]+|[\\s.。,，!！)）、~～吧的啊呀]+$");

    private static final List<List<String>> WORDS =
            List.of(
                    List.of("1", "1st", "一", "one", "first"),
                    List.of("2", "2nd", "二", "two", "second"),
                    List.of("3", "3rd", "三", "three", "third"),
                    List.of("4", "4th", "四", "four", "fourth"),
                    List.of("5", "5th", "五", "five", "fifth"),
                    List.of("6", "6th", "六", "six", "sixth"));

    private Picked() {}

    /// @param most what is on the list
    /// @return from 1; [#NONE] for none of it; empty when something else was said
    static OptionalInt in(String text, int most) {
        var said = AROUND.matcher(Plain.of(text)).replaceAll("");
        if (NONE_OF_THEM.matcher(said).matches()) {
            return OptionalInt.of(NONE);
        }
        var number = NUMBER.matcher(said);
        if (!number.matches()) {
            return OptionalInt.empty();
        }
        var word =
                Stream.of("number", "nth", "th")
                        .map(number::group)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("");
        for (int n = 1; n <= Math.min(most, WORDS.size()); n++) {
            if (WORDS.get(n - 1).contains(word)) {
                return OptionalInt.of(n);
            }
        }
        return OptionalInt.empty();
    }
}
