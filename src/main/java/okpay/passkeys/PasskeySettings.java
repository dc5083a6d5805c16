package okpay.passkeys;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// For whom passkeys are made.
///
/// @param site how OKPay is reached from outside
/// @param domain the relying party: passkeys work there and below, and nowhere else; empty for the
///   site's own, or `localhost` while it has no HTTPS
/// @param origins from where they are used, `https://…`; without any, the site, or
///   `http://localhost` at any port, for trying out
/// @param patience how long somebody may take to answer
/// @param most how many one customer may have
/// @param questionsAnHour how often one network address may ask to sign in
@ConfigurationProperties("okpay.passkeys")
record PasskeySettings(
        @DefaultValue("http://localhost") URI site,
        @DefaultValue("") String domain,
        @DefaultValue({}) Set<String> origins,
        @DefaultValue("PT5M") Duration patience,
        @DefaultValue("10") int most,
        @DefaultValue("300") int questionsAnHour) {

    PasskeySettings {
        if (domain.isEmpty()) {
            domain = isPublic(site) ? site.getHost() : "localhost";
        }
    }

    private static boolean isPublic(URI site) {
        return "https".equals(site.getScheme());
    }

    boolean allows(String origin) {
        if (!origins.isEmpty()) {
            return origins.contains(origin);
        }
        return isPublic(site)
                ? origin.equals("https://" + site.getAuthority())
                : origin.matches("http://localhost(:\\d+)?");
    }
}
