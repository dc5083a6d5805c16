package okpay.channels.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.identity.EmailAddress;

/// What stands above a mail.
final class Heads {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\",;:()]+@[^\\s<>\",;:()]+");
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{3,250})>");

    private Heads() {}

    /// RFC 3834, and what programs say that never read it.
    static boolean isAutomatic(MimeMessage message, String subject) throws MessagingException {
        var auto = header(message, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
        var precedence = header(message, "Precedence").strip().toLowerCase(Locale.ROOT);
        return (!auto.isEmpty() && !auto.startsWith("no"))
                || List.of("bulk", "junk", "auto_reply").contains(precedence)
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

    /// A list passed it on; a customer may write to an address of ours that is one.
    static boolean isByList(MimeMessage message) throws MessagingException {
        return !header(message, "List-Id").isBlank()
                || header(message, "Precedence").strip().equalsIgnoreCase("list");
    }

    /// One header with one address in it, as whoever checked the sender read it; else nobody's.
    static Optional<EmailAddress> from(MimeMessage message) throws MessagingException {
        var all = headers(message, "From");
        if (all.length != 1) {
            return Optional.empty();
        }
        try {
            var addresses =
                    Stream.of(InternetAddress.parseHeader(all[0], false))
                            .map(InternetAddress::getAddress)
                            .filter(it -> it != null && it.contains("@"))
                            .toList();
            return addresses.size() == 1 && !addresses.getFirst().contains("\"")
                    ? EmailAddress.read(addresses.getFirst())
                    : Optional.empty();
        } catch (AddressException _) {
            return Optional.empty();
        }
    }

    static List<String> addressed(MimeMessage message) throws MessagingException {
        return addresses(message, List.of("To", "Cc"));
    }

    static List<String> recipients(MimeMessage message) throws MessagingException {
        return addresses(
                message, List.of("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"));
    }

    private static List<String> addresses(MimeMessage message, List<String> names)
            throws MessagingException {
        var all = new ArrayList<String>();
        for (var name : names) {
            Arrays.stream(headers(message, name))
                    .flatMap(it -> ADDRESS.matcher(it).results())
                    .map(it -> it.group().toLowerCase(Locale.ROOT))
                    .limit(100)
                    .forEach(all::add);
        }
        return all;
    }

    static Stream<String> ids(String header) {
        return ID.matcher(header).results().map(it -> it.group(1));
    }

    /// The first of this name, as it came; empty when there is none.
    static String header(MimeMessage message, String name) throws MessagingException {
        var all = headers(message, name);
        return all.length == 0 ? "" : all[0];
    }

    static String[] headers(MimeMessage message, String name) throws MessagingException {
        var all = message.getHeader(name);
        return all == null ? new String[0] : all;
    }
}
