package okpay.passkeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where passkeys work follows from how OKPay is reached.
class PasskeySettingsTest {

    @Test
    void theyBelongToTheSite() {
        var outside = settings("https://wallet.example.com", "", Set.of());
        assertThat(outside.domain()).isEqualTo("wallet.example.com");
        assertThat(outside.allows("https://wallet.example.com")).isTrue();
        assertThat(outside.allows("http://wallet.example.com")).isFalse();
        assertThat(outside.allows("https://wallet.example.com.evil.example")).isFalse();
        assertThat(outside.allows("http://localhost:8080")).isFalse();
    }

    @Test
    void forTryingOutTheyBelongToLocalhost() {
        var here = settings("http://127.0.0.1:8080", "", Set.of());
        assertThat(here.domain()).isEqualTo("localhost");
        assertThat(here.allows("http://localhost:8080")).isTrue();
        assertThat(here.allows("https://wallet.example.com")).isFalse();
    }

    @Test
    void whatIsSaidGoesBeforeTheSite() {
        var several =
                settings(
                        "https://wallet.example.com",
                        "example.com",
                        Set.of("https://a.example.com", "https://b.example.com"));
        assertThat(several.domain()).isEqualTo("example.com");
        assertThat(several.allows("https://b.example.com")).isTrue();
        assertThat(several.allows("https://wallet.example.com")).isFalse();
    }

    private static PasskeySettings settings(String site, String domain, Set<String> origins) {
        return new PasskeySettings(
                URI.create(site), domain, origins, Duration.ofMinutes(5), 10, 300);
    }
}
