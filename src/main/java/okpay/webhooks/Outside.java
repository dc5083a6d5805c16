package okpay.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Keeps what we send away from our own network: whoever may name an address must not reach what
/// only we can reach (server-side request forgery, OWASP A10:2021).
@Component
class Outside {

    private final WebhookSettings settings;

    Outside(WebhookSettings settings) {
        this.settings = settings;
    }

    /// An address of the web: with a host, without a name and password in it.
    Optional<URI> read(String text) {
        try {
            var url = URI.create(text.strip());
            boolean isWeb =
                    Set.of("http", "https").contains(String.valueOf(url.getScheme()))
                            && url.getHost() != null
                            && url.getUserInfo() == null
                            && url.getFragment() == null;
            return isWeb ? Optional.of(url) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Looked at when it is named, and again each time something is sent: a name may lead elsewhere
    /// by then.
    boolean allows(URI url) {
        if (settings.inside()) {
            return true;
        }
        try {
            return url.getScheme().equals("https")
                    && Arrays.stream(InetAddress.getAllByName(url.getHost()))
                            .noneMatch(Outside::isOurs);
        } catch (UnknownHostException _) {
            return false;
        }
    }

    static boolean isOurs(InetAddress it) {
        return OurNetwork.has(it) || it.isAnyLocalAddress() || it.isMulticastAddress();
    }
}
