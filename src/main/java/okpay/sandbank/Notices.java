package okpay.sandbank;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/// The bank calls OKPay: a JSON body, and its HMAC-SHA256 in `X-Sandbank-Signature`.
@Component
class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final Environment environment;
    private final JsonMapper json;
    private final Supplier<HttpClient> http =
            SingletonSupplier.of(
                    () -> HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());

    Notices(Environment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    void send(String secret, Map<String, String> body) {
        var text = json.writeValueAsString(body);
        var port = environment.getProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/rails/sandbank/notices"))
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/json")
                        .header("X-Sandbank-Signature", sign(secret, text))
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build();
        try {
            int status = http.get().send(request, BodyHandlers.discarding()).statusCode();
            log.debug("Notice {} answered {}", body.get("reference"), status);
        } catch (IOException e) {
            log.info("The pretend bank could not reach OKPay: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static String sign(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
