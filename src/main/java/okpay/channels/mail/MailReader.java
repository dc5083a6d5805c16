package okpay.channels.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.channels.Beginning;
import okpay.channels.Piece;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;

/// Reads a mail, however odd. Nothing in it is trusted: neither its depth nor its sizes nor what it
/// says it is.
final class MailReader {

    private static final Logger log = LoggerFactory.getLogger(MailReader.class);

    /// Marks our own mail that goes round.
    static final String CANARY = "X-OKPay-Canary";

    /// Names a letter of ours where a server on its way gave it another Message-ID (Amazon SES
    /// does).
    static final String OURS = "X-OKPay-Letter";

    private static final int DEEPEST = 12;
    private static final int MOST_PARTS = 200;
    private static final int MOST_PIECES = 20;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_REPORT = 100_000;
    private static final int LARGEST_PIECE = 8_000_001;

    /// Smaller pictures are dots that count readers, or ornaments.
    private static final int ORNAMENT = 2_000;

    private static final Pattern PASSED_ON =
            Pattern.compile("^\\s*(?:fwd?|转发|轉寄|wg|tr)\\s*[:：].*", Pattern.CASE_INSENSITIVE);

    static {
        // Read once by the library, from the system's properties alone.
        System.setProperty("mail.mime.parameters.strict", "false");
        System.setProperty("mail.mime.ignoreunknownencoding", "true");
        System.setProperty("mail.mime.base64.ignoreerrors", "true");
        System.setProperty("mail.mime.uudecode.ignoreerrors", "true");
        System.setProperty("mail.mime.multipart.allowempty", "true");
        System.setProperty("mail.mime.multipart.ignoreexistingboundaryparameter", "false");
    }

    private final boolean whole;
    private final List<Words> said = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private int parts;
    private Mail.@Nullable Bounce bounce;
    private String returned = "";

    private record Words(boolean html, String text) {}

    private MailReader(boolean whole) {
        this.whole = whole;
    }

    /// @throws MessagingException when not even its headers can be read
    static Mail read(byte[] raw) throws MessagingException {
        var message = parsed(raw);
        var subject = Charsets.header(Heads.header(message, "Subject"));
        var reader = new MailReader(PASSED_ON.matcher(subject).matches());
        reader.look(message, 0);
        var text = reader.text();
        return new Mail(
                Heads.ids(Heads.header(message, "Message-ID")).findFirst().orElse(""),
                Stream.concat(
                                Heads.ids(Heads.header(message, "References")),
                                Heads.ids(Heads.header(message, "In-Reply-To")))
                        .distinct()
                        .limit(100)
                        .toList(),
                Heads.from(message),
                Heads.recipients(message),
                Heads.addressed(message),
                Beginning.of(subject, LONGEST_SUBJECT),
                text,
                reader.pieces,
                Heads.isAutomatic(message, subject),
                Heads.isByList(message),
                reader.bounced(message, text),
                List.of(Heads.headers(message, "Authentication-Results")),
                Optional.of(Heads.header(message, CANARY)).filter(it -> !it.isBlank()));
    }

    /// Its head is read; its parts are when they are asked for.
    static MimeMessage parsed(byte[] raw) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
    }

    /// A letter as it goes over the wire.
    static byte[] bytes(Message message) throws MessagingException, IOException {
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private String text() {
        return said.stream()
                .map(it -> it.html ? Quotes.ofHtml(it.text, whole) : Quotes.ofText(it.text, whole))
                .filter(it -> !it.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    private String all() {
        return said.stream().map(Words::text).collect(Collectors.joining("\n"));
    }

    private void look(Part part, int depth) {
        if (++parts > MOST_PARTS || depth > DEEPEST) {
            return;
        }
        try {
            var type = type(part);
            if (type.match("multipart/*") && part.getContent() instanceof Multipart several) {
                several(several, type.match("multipart/alternative"), depth);
            } else if (type.match("message/rfc822") && depth > 0) {
                nested(part, depth);
            } else if (type.match("message/delivery-status")) {
                report(part);
            } else if (type.match("text/rfc822-headers")) {
                returned = messageId(part);
            } else if (isText(part, type)) {
                words(part, type);
            } else {
                piece(part, type);
            }
        } catch (MessagingException | IOException | RuntimeException | StackOverflowError e) {
            log.debug("A part cannot be read; the others can, and the whole is kept", e);
        }
    }

    /// Of alternatives the plain one is taken, where anything stands in it.
    private void several(Multipart all, boolean alternatives, int depth) throws MessagingException {
        int before = said.size();
        for (int i = 0; i < all.getCount(); i++) {
            look(all.getBodyPart(i), depth + 1);
        }
        var fresh = said.subList(before, said.size());
        if (alternatives && fresh.stream().anyMatch(it -> !it.html && !it.text.isBlank())) {
            fresh.removeIf(Words::html);
        }
    }

    private void nested(Part part, int depth) throws MessagingException, IOException {
        returned = messageId(part);
        if (bounce == null && part.getContent() instanceof MimeMessage inner) {
            look(inner, depth + 1);
        }
    }

    private static boolean isText(Part part, ContentType type) throws MessagingException {
        return (type.match("text/plain") || type.match("text/html"))
                && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
    }

    private void words(Part part, ContentType type) throws MessagingException, IOException {
        var bytes = part.getInputStream().readNBytes(LONGEST_TEXT);
        var text = Charsets.read(bytes, Optional.ofNullable(type.getParameter("charset")));
        if (said.stream().mapToInt(it -> it.text.length() + 1).sum() <= LONGEST_TEXT) {
            said.add(new Words(type.match("text/html"), text));
        }
    }

    private void piece(Part part, ContentType type) throws MessagingException, IOException {
        if (pieces.size() >= MOST_PIECES
                || type.match("application/pgp-signature")
                || type.match("application/pkcs7-signature")
                || type.match("text/calendar")) {
            return;
        }
        var bytes = part.getInputStream().readNBytes(LARGEST_PIECE);
        boolean isOrnament =
                type.match("image/*")
                        && bytes.length < ORNAMENT
                        && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
        if (bytes.length > 0 && !isOrnament) {
            var name = part.getFileName();
            pieces.add(
                    new Piece(
                            name == null ? "file" : Charsets.header(name),
                            new ByteArrayResource(bytes)));
        }
    }

    private void report(Part part) throws MessagingException, IOException {
        bounce = Bounces.report(part.getInputStream().readNBytes(20_000));
    }

    private Optional<Mail.Bounce> bounced(MimeMessage message, String text)
            throws MessagingException {
        var from = Heads.header(message, "From").toLowerCase(Locale.ROOT);
        boolean isByServer =
                from.contains("mailer-daemon")
                        || from.contains("postmaster@")
                        || Heads.header(message, "X-Failed-Recipients").contains("@")
                        || Heads.header(message, "Return-Path").strip().equals("<>");
        boolean isReport = type(message).match("multipart/report");
        // A customer may pass on a report they got: it is not about a letter of ours.
        if (bounce != null && (isReport || isByServer)) {
            return Optional.of(bounce.of().isEmpty() ? bounce.of(returned) : bounce);
        }
        return isByServer
                ? Bounces.letter(returned, Beginning.of(all(), LONGEST_REPORT), text)
                : Optional.empty();
    }

    private static String messageId(Part part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            var headers = new InternetHeaders(in);
            return Stream.of(OURS, "Message-ID")
                    .flatMap(it -> Stream.ofNullable(headers.getHeader(it)))
                    .flatMap(it -> Heads.ids(it[0]).limit(1))
                    .findFirst()
                    .orElse("");
        }
    }

    private static ContentType type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException _) {
            return new ContentType("text", "plain", null);
        }
    }
}
