package okpay.channels.mail;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// The mail servers there are: the operator's, or our own where it runs.
@Component
@EnableConfigurationProperties(MailSettings.class)
class Servers {

    private static final Pattern DMARC = Pattern.compile("(?i)\\bdmarc\\s*=\\s*(\\w+)");

    private final MailSettings settings;
    private final Optional<InHousePost> inHouse;

    Servers(MailSettings settings, ObjectProvider<InHousePost> inHouse) {
        this.settings = settings;
        this.inHouse = inHouse.stream().findFirst();
    }

    Optional<URI> smtp() {
        return settings.smtp().or(() -> inHouse.map(InHousePost::smtp));
    }

    Map<String, MailSettings.Box> boxes() {
        return settings.boxes().isEmpty()
                ? inHouse.map(it -> Map.of("in-house", it.box())).orElse(Map.of())
                : settings.boxes();
    }

    /// How every connection is made: encrypted where the server can, and never waiting for ever.
    static Properties properties(URI server, Duration patience) {
        var prefix = "mail." + protocol(server) + ".";
        var milliseconds = Long.toString(patience.toMillis());
        var properties = new Properties();
        properties.put(prefix + "connectiontimeout", milliseconds);
        properties.put(prefix + "timeout", milliseconds);
        properties.put(prefix + "writetimeout", milliseconds);
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "ssl.checkserveridentity", "true");
        return properties;
    }

    static String protocol(URI server) {
        return server.getScheme().toLowerCase(Locale.ROOT);
    }

    static int port(URI server) {
        if (server.getPort() > 0) {
            return server.getPort();
        }
        return switch (protocol(server)) {
            case "smtps" -> 465;
            case "imaps" -> 993;
            case "imap" -> 143;
            default -> 25;
        };
    }

    /// Whether what the mail servers say proves whose address it is; empty when they say nothing.
    Optional<Boolean> proven(Mail mail) {
        var by = settings.checkedBy();
        if (by.isEmpty() && inHouse.isPresent()) {
            by = InHousePost.CHECKED_BY;
        }
        var believed = by;
        return mail.checked().stream()
                .filter(it -> !believed.isEmpty() && isBy(it, believed))
                .findFirst()
                .flatMap(Servers::verdict);
    }

    private static boolean isBy(String results, String server) {
        var name = results.strip().split("[\\s;]", 2)[0];
        return name.equalsIgnoreCase(server);
    }

    private static Optional<Boolean> verdict(String results) {
        var said = DMARC.matcher(results);
        return said.find()
                ? switch (said.group(1).toLowerCase(Locale.ROOT)) {
                    case "pass" -> Optional.of(true);
                    case "fail" -> Optional.of(false);
                    default -> Optional.empty();
                }
                : Optional.empty();
    }
}
