package okpay.channels.mail;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What servers write when a letter of ours comes back.
final class Bounces {

    private static final Pattern OURS = named(MailReader.OURS);
    private static final Pattern ID = named("Message-ID");
    private static final Pattern STATUS = Pattern.compile("\\b[45]\\.\\d{1,3}\\.\\d{1,3}\\b");

    private Bounces() {}

    private static Pattern named(String header) {
        return Pattern.compile(
                "(?im)^[ \\t]*+>?[ \\t]*+" + header + ":[ \\t]*+<([^>\\s]{3,250}+)>");
    }

    /// The fields of a delivery report, of all its recipients (RFC 3464).
    static Mail.Bounce report(byte[] bytes) {
        // Fields go on where the next line is indented.
        var text =
                new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("\\r?\\n[ \\t]++", " ");
        var action = field(text, "Action").toLowerCase(Locale.ROOT);
        return new Mail.Bounce(
                field(text, "Original-Message-ID").replaceAll("[<>]", ""),
                field(text, "Status"),
                field(text, "Diagnostic-Code"),
                action.isEmpty() || action.startsWith("failed"));
    }

    /// Servers that write no report write a letter; the message that came back stands in it.
    ///
    /// @param returned its Message-ID, if it came along as a part; else empty
    static Optional<Mail.Bounce> letter(String returned, String all, String text) {
        var ours = first(OURS, all);
        var named = ours.isEmpty() ? first(ID, all) : ours;
        var of = returned.isEmpty() ? named : returned;
        var status = first(STATUS, text);
        return of.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mail.Bounce(of, status, "", !status.startsWith("4")));
    }

    private static String first(Pattern what, String text) {
        return what.matcher(text)
                .results()
                .map((MatchResult it) -> it.groupCount() > 0 ? it.group(1) : it.group())
                .findFirst()
                .orElse("");
    }

    private static String field(String text, String name) {
        return Pattern.compile("(?im)^" + name + ":[ \\t]*+(.++)")
                .matcher(text)
                .results()
                .map(it -> it.group(1).replaceAll("\\s+", " ").strip())
                .findFirst()
                .orElse("");
    }
}
