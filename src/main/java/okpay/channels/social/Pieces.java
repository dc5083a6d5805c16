package okpay.channels.social;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A long text in pieces, none longer than it may be; broken between lines where that can be.
final class Pieces {

    private Pieces() {}

    /// @param longest of a piece, in UTF-8 bytes, at least 4
    static List<String> of(String text, int longest) {
        var pieces = new ArrayList<String>();
        int begin = 0;
        while (begin < text.length()) {
            int end = end(text, begin, longest);
            pieces.add(text.substring(begin, end).strip());
            begin = end;
        }
        return pieces.stream().filter(it -> !it.isEmpty()).toList();
    }

    private static int end(String text, int begin, int longest) {
        int bytes = 0;
        int at = begin;
        int line = begin;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            bytes += Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > longest) {
                return line > begin ? line : at;
            }
            at += Character.charCount(letter);
            if (letter == '\n') {
                line = at;
            }
        }
        return at;
    }
}
