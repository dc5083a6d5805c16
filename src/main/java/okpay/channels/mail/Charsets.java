package okpay.channels.mail;

import com.ibm.icu.text.CharsetDetector;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Characters of the real world: what a mail says it is written in, and what it is written in.
final class Charsets {

    private static final Charset GB = Charset.forName("GB18030");

    /// Those who name the smaller set use the larger one.
    private static final Map<String, String> LARGER =
            Map.ofEntries(
                    Map.entry("gb2312", "GB18030"),
                    Map.entry("gbk", "GB18030"),
                    Map.entry("x-gbk", "GB18030"),
                    Map.entry("cp936", "GB18030"),
                    Map.entry("gb_2312-80", "GB18030"),
                    Map.entry("big5", "Big5-HKSCS"),
                    Map.entry("iso-8859-1", "windows-1252"),
                    Map.entry("latin1", "windows-1252"),
                    Map.entry("shift_jis", "windows-31j"),
                    Map.entry("ks_c_5601-1987", "x-windows-949"),
                    Map.entry("euc-kr", "x-windows-949"),
                    Map.entry("utf8", "UTF-8"),
                    Map.entry("unicode-1-1-utf-8", "UTF-8"));

    private static final Pattern WORD =
            Pattern.compile("=\\?([^?*]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^?]*)\\?=");

    private Charsets() {}

    /// @param named by the mail; may be nonsense
    static String read(byte[] bytes, Optional<String> named) {
        var charset = named.flatMap(Charsets::find);
        if (charset.isPresent() && !isPlain(charset.get())) {
            // A wrong label is seen by bytes that mean nothing there.
            return strictly(bytes, charset.get())
                    .or(() -> strictly(bytes, StandardCharsets.UTF_8))
                    .or(() -> strictly(bytes, GB))
                    .orElseGet(() -> new String(bytes, charset.get()));
        }
        return strictly(bytes, StandardCharsets.US_ASCII)
                .or(() -> strictly(bytes, StandardCharsets.UTF_8))
                .orElseGet(() -> guess(bytes));
    }

    private static boolean isPlain(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII);
    }

    private static Optional<Charset> find(String name) {
        var tidy = name.strip().toLowerCase(Locale.ROOT).replaceAll("[\"']", "");
        try {
            return Optional.of(Charset.forName(LARGER.getOrDefault(tidy, tidy)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// Nobody said what it is: Chinese where that is possible, for those are our people.
    private static String guess(byte[] bytes) {
        var best = new CharsetDetector().setText(bytes).detect();
        var gb = strictly(bytes, GB);
        if (gb.isPresent() && (best == null || best.getConfidence() < 60)) {
            return gb.get();
        }
        return best == null
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : find(best.getName())
                        .map(it -> new String(bytes, it))
                        .orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /// A header as somebody meant it: encoded words (RFC 2047), also such as were cut within a
    /// character, or plain bytes.
    ///
    /// @param raw each byte as one character, as it came
    static String header(String raw) {
        var folded = raw.replaceAll("\\r?\\n[ \\t]*", " ");
        var plain =
                folded.chars().anyMatch(it -> it > 127)
                        ? read(folded.getBytes(StandardCharsets.ISO_8859_1), Optional.empty())
                        : folded;
        var together = plain.replaceAll("(\\?=)\\s+(=\\?)", "$1$2");
        var said = new StringBuilder();
        var words = WORD.matcher(together);
        var bytes = new ByteArrayOutputStream();
        int at = 0;
        var charset = "";
        while (words.find()) {
            boolean goesOn = words.start() == at && words.group(1).equalsIgnoreCase(charset);
            if (!goesOn) {
                flush(said, bytes, charset);
                said.append(together, at, words.start());
            }
            charset = words.group(1);
            bytes.writeBytes(bytes(words));
            at = words.end();
        }
        flush(said, bytes, charset);
        return said.append(together.substring(at)).toString().strip();
    }

    private static void flush(StringBuilder said, ByteArrayOutputStream bytes, String charset) {
        if (bytes.size() > 0) {
            said.append(read(bytes.toByteArray(), Optional.of(charset)));
            bytes.reset();
        }
    }

    private static byte[] bytes(Matcher word) {
        var text = word.group(3);
        try {
            if (word.group(2).equalsIgnoreCase("b")) {
                return Base64.getMimeDecoder().decode(text.replaceAll("=+$", ""));
            }
            var in =
                    MimeUtility.decode(
                            new java.io.ByteArrayInputStream(
                                    text.replace('_', ' ').getBytes(StandardCharsets.ISO_8859_1)),
                            "quoted-printable");
            return in.readAllBytes();
        } catch (IllegalArgumentException | IOException | jakarta.mail.MessagingException _) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
