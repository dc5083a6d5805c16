package okpay.channels.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import okpay.id.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/// What a mail server is opened with: its password, or an access token that is asked for when the
/// last one is nearly over (RFC 6749, refresh token).
@Component
class Tokens {

    private static final Duration EARLY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LASTS = Duration.ofMinutes(10).toSeconds();

    private final Clock clock;
    private final Secrets secrets;
    private final RestClient http;
    private final ConcurrentHashMap<MailSettings.Account, Token> held = new ConcurrentHashMap<>();

    Tokens(Clock clock, Secrets secrets) {
        this.clock = clock;
        this.secrets = secrets;
        var factory = new JdkClientHttpRequestFactory();
        factory.setReadTimeout(PATIENCE);
        this.http = RestClient.builder().requestFactory(factory).build();
    }

    private record Token(String value, Instant until) {}

    /// As the token's server says it; how long it lasts, it need not say.
    record Answer(String access_token, @Nullable Long expires_in, @Nullable String refresh_token) {}

    /// Opens a mailbox, or the way out.
    void connect(Service service, MailSettings.Account to) throws MessagingException {
        var host = to.server().getHost();
        int port = Servers.port(to.server());
        try {
            if (to.user().isEmpty()) {
                service.connect(host, port, null, null);
            } else {
                service.connect(host, port, to.user(), password(to));
            }
        } catch (AuthenticationFailedException e) {
            // It did not take this one: another one is asked for.
            held.remove(to);
            throw e;
        } catch (RestClientException e) {
            throw new MessagingException("No access token: " + e.getClass().getSimpleName(), e);
        }
    }

    private String password(MailSettings.Account box) {
        if (box.tokenUri().isEmpty()) {
            return box.password();
        }
        var now = clock.instant();
        return held.compute(
                        box,
                        (_, old) ->
                                old != null && now.isBefore(old.until.minus(EARLY))
                                        ? old
                                        : fresh(box, now))
                .value;
    }

    private Token fresh(MailSettings.Account box, Instant now) {
        // Some give another one each time, and take the first no longer than 90 days (Microsoft).
        var name = "mail.refresh." + Digests.hex(box.user() + " " + box.refreshToken());
        var answer =
                secrets.renew(
                        name,
                        box.refreshToken(),
                        current -> ask(box, current),
                        it -> Optional.ofNullable(it.refresh_token));
        long lasts = Objects.requireNonNullElse(answer.expires_in, LASTS);
        return new Token(answer.access_token, now.plusSeconds(lasts));
    }

    private Answer ask(MailSettings.Account box, String refresh) {
        var form = new LinkedMultiValueMap<String, String>();
        form.add("grant_type", "refresh_token");
        form.add("refresh_token", refresh);
        form.add("client_id", box.clientId());
        form.add("client_secret", box.clientSecret());
        return http.post()
                .uri(box.tokenUri().orElseThrow())
                .contentType(
                        new MediaType(
                                MediaType.APPLICATION_FORM_URLENCODED, StandardCharsets.UTF_8))
                .body(form)
                .retrieve()
                .requiredBody(Answer.class);
    }
}
