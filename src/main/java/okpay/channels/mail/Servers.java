package okpay.channels.mail;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.channels.Channel;
import okpay.channels.Reachable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/// The mail servers there are: the operator's, or our own where it runs.
@Component
@EnableConfigurationProperties(MailSettings.class)
class Servers implements Reachable {

    private static final Pattern DMARC = Pattern.compile("(?is)^dmarc\\s*=\\s*(\\w+).*");
    private static final Pattern RESULT = Pattern.compile("(?i)(spf|dkim|dmarc)\\s*=\\s*(\\w+)");
    private static final Pattern FROM = Pattern.compile("(?i)\\bheader\\.from=([\\w.-]+)");

    private final MailSettings settings;
    private final Optional<InHousePost> inHouse;

    Servers(MailSettings settings, ObjectProvider<InHousePost> inHouse) {
        this.settings = settings;
        this.inHouse = inHouse.stream().findFirst();
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Optional<String> at() {
        return boxes().isEmpty() ? Optional.empty() : Optional.of(settings.address());
    }

    @Override
    public Optional<String> ideas() {
        return at().flatMap(_ -> feedback());
    }

    /// Our own server has an address for ideas.
    Optional<String> feedback() {
        return isInHouse()
                ? Optional.of(InHousePost.feedback(settings))
                : Optional.of(settings.feedback()).filter(it -> !it.isEmpty());
    }

    private boolean isInHouse() {
        return settings.boxes().isEmpty() && inHouse.isPresent();
    }

    @Override
    public String lanes() {
        return "mail.";
    }

    Optional<MailSettings.Account> out() {
        return Optional.ofNullable(settings.out()).or(() -> inHouse.map(InHousePost::out));
    }

    Map<String, MailSettings.Account> boxes() {
        return settings.boxes().isEmpty()
                ? inHouse.map(it -> Map.of("in-house", it.box())).orElse(Map.of())
                : settings.boxes();
    }

    /// How every connection is made: encrypted where the server can, and never waiting for ever.
    static Properties properties(MailSettings.Account account, Duration patience) {
        var server = account.server();
        var prefix = "mail." + protocol(server) + ".";
        var milliseconds = Long.toString(patience.toMillis());
        var properties = new Properties();
        properties.put(prefix + "connectiontimeout", milliseconds);
        properties.put(prefix + "timeout", milliseconds);
        properties.put(prefix + "writetimeout", milliseconds);
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", Boolean.toString(!isPlain(server)));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        if (account.tokenUri().isPresent()) {
            properties.put(prefix + "auth.mechanisms", "XOAUTH2");
        }
        return properties;
    }

    /// On this machine, or where the operator says so: `smtp://relay:25?plain`.
    private static boolean isPlain(URI server) {
        return "plain".equals(server.getQuery())
                || List.of("127.0.0.1", "localhost", "[::1]").contains(server.getHost());
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
    /// Where one of several says no, it is no.
    Optional<Boolean> proven(Mail mail) {
        var domain = mail.from().map(it -> it.value().replaceFirst("^.*@", "")).orElse("");
        return believed(mail)
                .flatMap(it -> verdict(it, domain).stream())
                .reduce(Boolean::logicalAnd);
    }

    /// All that our own server says of the sender: `spf=pass dkim=fail dmarc=fail`.
    String results(Mail mail) {
        return believed(mail)
                .flatMap(Servers::parts)
                .map(RESULT::matcher)
                .filter(Matcher::lookingAt)
                .map(it -> (it.group(1) + "=" + it.group(2)).toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private Stream<String> believed(Mail mail) {
        var by = isInHouse() ? InHousePost.CHECKED_BY : settings.checkedBy();
        return mail.checked().stream().filter(it -> !by.isEmpty() && isBy(it, by));
    }

    private static boolean isBy(String results, String server) {
        var name = results.strip().split("[\\s;]", 2)[0];
        return name.equalsIgnoreCase(server);
    }

    /// What the server itself says (RFC 8601): a part of its own that begins with it. In comments
    /// and in quotes stands what the sender wrote.
    private static Optional<Boolean> verdict(String results, String domain) {
        return parts(results)
                .map(DMARC::matcher)
                .filter(Matcher::matches)
                .flatMap(it ->
                        switch (it.group(1).toLowerCase(Locale.ROOT)) {
                            case "pass" -> Stream.of(isAbout(it.group(), domain));
                            case "fail" -> Stream.of(false);
                            default -> Stream.<Boolean>empty();
                        })
                .reduce(Boolean::logicalAnd);
    }

    /// It may say whose domain it checked; then it is the one we read.
    private static boolean isAbout(String part, String domain) {
        var from = FROM.matcher(part);
        return !from.find() || from.group(1).equalsIgnoreCase(domain);
    }

    private static Stream<String> parts(String results) {
        return Stream.of(bare(results).split(";")).map(String::strip);
    }

    /// Without comments, which may stand in one another, and without quoted words.
    private static String bare(String results) {
        var bare = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < results.length(); i++) {
            char it = results.charAt(i);
            if (it == '\\') {
                i++;
            } else if (it == '"' && depth == 0) {
                quoted = !quoted;
            } else if (it == '(' && !quoted) {
                depth++;
            } else if (it == ')' && !quoted && depth > 0) {
                depth--;
            } else if (depth == 0 && !quoted) {
                bare.append(it);
            }
        }
        return bare.toString();
    }
}
