package okpay.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Cuts a text into the pieces a BERT encoder knows: lower case without accents, words at spaces
/// and punctuation, each Chinese character for itself, and each word as the longest pieces there
/// are (Devlin et al. 2019, with the rules of the uncased vocabulary).
final class WordPiece {

    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> pieces;
    private final int unknown;
    private final int start;
    private final int end;

    /// @param pieces the vocabulary with the number of each piece
    WordPiece(Map<String, Integer> pieces) {
        this.pieces = Map.copyOf(pieces);
        this.unknown = number("[UNK]");
        this.start = number("[CLS]");
        this.end = number("[SEP]");
    }

    private int number(String piece) {
        var number = pieces.get(piece);
        if (number == null) {
            throw new IllegalArgumentException("The vocabulary has no " + piece);
        }
        return number;
    }

    /// The numbers of the pieces, with the marks of beginning and end.
    ///
    /// @param most of them; what is beyond is cut
    long[] numbers(String text, int most) {
        var numbers = new ArrayList<Integer>();
        numbers.add(start);
        for (var word : words(text)) {
            numbers.addAll(cut(word));
        }
        var kept = numbers.subList(0, Math.min(numbers.size(), most - 1));
        return java.util.stream.LongStream.concat(
                        kept.stream().mapToLong(Integer::longValue),
                        java.util.stream.LongStream.of(end))
                .toArray();
    }

    private static List<String> words(String text) {
        var plain = new StringBuilder();
        Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .codePoints()
                .forEach(c -> {
                    int type = Character.getType(c);
                    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                        plain.append(' ');
                    } else if (isHan(c) || isPunctuation(c, type)) {
                        plain.append(' ').appendCodePoint(c).append(' ');
                    } else if (!isUnseen(c, type)) {
                        plain.appendCodePoint(c);
                    }
                });
        var words = plain.toString().strip();
        return words.isEmpty() ? List.of() : List.of(words.split(" +"));
    }

    private static boolean isUnseen(int c, int type) {
        return c == 0xfffd
                || switch (type) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.NON_SPACING_MARK ->
                            true;
                    default -> false;
                };
    }

    private static boolean isPunctuation(int c, int type) {
        boolean isAscii = c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        return isAscii
                || switch (type) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION ->
                            true;
                    default -> false;
                };
    }

    private static boolean isHan(int c) {
        return Character.isIdeographic(c)
                && Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN;
    }

    private List<Integer> cut(String word) {
        if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
            return List.of(unknown);
        }
        var found = new ArrayList<Integer>();
        for (int from = 0; from < word.length(); ) {
            int to = word.length();
            var piece = pieces.get(piece(word, from, to));
            while (piece == null && to > from) {
                to = word.offsetByCodePoints(to, -1);
                piece = pieces.get(piece(word, from, to));
            }
            if (piece == null || to == from) {
                return List.of(unknown);
            }
            found.add(piece);
            from = to;
        }
        return found;
    }

    private static String piece(String word, int from, int to) {
        return (from == 0 ? "" : "##") + word.substring(from, to);
    }
}
