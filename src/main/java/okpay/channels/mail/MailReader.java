package okpay.channels.mail;

import jakarta.mail.BodyPart;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.channels.Beginning;
import okpay.identity.EmailAddress;
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

    private static final int DEEPEST = 12;
    private static final int MOST_PARTS = 200;
    private static final int MOST_PIECES = 20;
    private static final int LONGEST_TEXT = 1_000_000;
    private static final int LONGEST_SUBJECT = 300;
    private static final int LARGEST_PIECE = 8_000_001;

    /// Smaller pictures are dots that count readers, or ornaments.
    private static final int ORNAMENT = 2_000;

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\",;:()]+@[^\\s<>\",;:()]+");
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{3,250})>");
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
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Mail.Piece> pieces = new ArrayList<>();
    private int parts;
    private Mail.@Nullable Bounce bounce;
    private String returned = "";

    private MailReader(boolean whole) {
        this.whole = whole;
    }

    /// @throws MessagingException when not even its headers can be read
    static Mail read(byte[] raw) throws MessagingException {
        var message = parsed(raw);
        var subject = Charsets.header(header(message, "Subject"));
        var reader = new MailReader(PASSED_ON.matcher(subject).matches());
        reader.look(message, 0);
        var text = reader.text();
        return new Mail(
                ids(header(message, "Message-ID")).findFirst().orElse(""),
                Stream.concat(
                                ids(header(message, "References")),
                                ids(header(message, "In-Reply-To")))
                        .distinct()
                        .limit(100)
                        .toList(),
                from(message),
                recipients(message),
                Beginning.of(subject, LONGEST_SUBJECT),
                text,
                reader.pieces,
                isAutomatic(message, subject),
                reader.bounced(message, text),
                List.of(headers(message, "Authentication-Results")),
                Optional.of(header(message, CANARY)).filter(it -> !it.isBlank()));
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
        var words = Quotes.ofText(plain.toString(), whole);
        return words.isBlank() && !html.isEmpty() ? Quotes.ofHtml(html.toString(), whole) : words;
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
        } catch (MessagingException | IOException | RuntimeException e) {
            log.debug("A part cannot be read; the others can, and the whole is kept", e);
        }
    }

    private void several(Multipart all, boolean alternatives, int depth) throws MessagingException {
        int before = plain.length();
        for (int i = 0; i < all.getCount(); i++) {
            BodyPart part = all.getBodyPart(i);
            boolean isSaid = alternatives && plain.substring(before).isBlank();
            if (alternatives && !isSaid && type(part).match("text/html")) {
                continue;
            }
            look(part, depth + 1);
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
        var to = type.match("text/html") ? html : plain;
        if (to.length() < LONGEST_TEXT) {
            to.append(text).append('\n');
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
                    new Mail.Piece(
                            name == null ? "file" : Charsets.header(name),
                            new ByteArrayResource(bytes)));
        }
    }

    private void report(Part part) throws MessagingException, IOException {
        bounce = Bounces.report(part.getInputStream().readNBytes(20_000));
    }

    private Optional<Mail.Bounce> bounced(MimeMessage message, String text)
            throws MessagingException {
        if (bounce != null) {
            return Optional.of(bounce.of().isEmpty() ? bounce.of(returned) : bounce);
        }
        var from = header(message, "From").toLowerCase(Locale.ROOT);
        boolean isByServer =
                from.contains("mailer-daemon")
                        || from.contains("postmaster@")
                        || header(message, "X-Failed-Recipients").contains("@")
                        || header(message, "Return-Path").strip().equals("<>");
        return isByServer ? Bounces.letter(returned, plain + "\n" + html, text) : Optional.empty();
    }

    private static String messageId(Part part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            var headers = new InternetHeaders(in);
            var all = headers.getHeader("Message-ID");
            return all == null ? "" : ids(all[0]).findFirst().orElse("");
        }
    }

    /// RFC 3834, and what programs say that never read it.
    private static boolean isAutomatic(MimeMessage message, String subject)
            throws MessagingException {
        var auto = header(message, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        var precedence = header(message, "Precedence").strip().toLowerCase(Locale.ROOT);
        return (!auto.isEmpty() && !auto.startsWith("no"))
                || List.of("bulk", "junk", "list", "auto_reply").contains(precedence)
                || !header(message, "List-Id").isBlank()
                || !header(message, "X-Autoreply").isBlank()
                || !header(message, "X-Autorespond").isBlank()
                || !header(message, "X-Auto-Reply").isBlank()
                || header(message, "X-Auto-Response-Suppress")
                        .toLowerCase(Locale.ROOT)
                        .contains("oof")
                || header(message, "Return-Path").strip().equals("<>")
                || subject.matches(
                        "(?i)^\\s*(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)"
                                + "|out of (?:the )?office|自动回复|自動回覆|自動回復|休假自动回复)\\s*[:：\\]】].*");
    }

    static Optional<EmailAddress> from(MimeMessage message) throws MessagingException {
        return ADDRESS.matcher(header(message, "From"))
                .results()
                .reduce((_, last) -> last)
                .flatMap(it -> EmailAddress.read(it.group()));
    }

    private static List<String> recipients(MimeMessage message) throws MessagingException {
        var all = new ArrayList<String>();
        for (var name : List.of("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")) {
            Arrays.stream(headers(message, name))
                    .flatMap(it -> ADDRESS.matcher(it).results())
                    .map(it -> it.group().toLowerCase(Locale.ROOT))
                    .limit(100)
                    .forEach(all::add);
        }
        return all;
    }

    private static Stream<String> ids(String header) {
        return ID.matcher(header).results().map(it -> it.group(1));
    }

    private static ContentType type(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType());
        } catch (ParseException _) {
            return new ContentType("text", "plain", null);
        }
    }

    /// The first of this name, as it came; empty when there is none.
    static String header(MimeMessage message, String name) throws MessagingException {
        var all = headers(message, name);
        return all.length == 0 ? "" : all[0];
    }

    private static String[] headers(MimeMessage message, String name) throws MessagingException {
        var all = message.getHeader(name);
        return all == null ? new String[0] : all;
    }
}
