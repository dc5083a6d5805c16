package okpay.correspondent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// The correspondent writes to OKPay.
@Component
class Post {

    static final String HEADER = "X-Correspondent-Signature";

    private static final Logger log = LoggerFactory.getLogger(Post.class);
    private static final String MAC = "HmacSHA256";

    private final Environment environment;
    private final Supplier<HttpClient> http =
            SingletonSupplier.of(
                    () -> HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());

    Post(Environment environment) {
        this.environment = environment;
    }

    void send(String message, String secret) {
        var port = environment.getProperty("local.server.port");
        var to = URI.create("http://127.0.0.1:" + port + "/rails/correspondent/messages");
        var request =
                HttpRequest.newBuilder(to)
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", "application/xml")
                        .header(HEADER, sign(secret, message))
                        .POST(HttpRequest.BodyPublishers.ofString(message))
                        .build();
        try {
            int status = http.get().send(request, BodyHandlers.discarding()).statusCode();
            log.debug("OKPay answered {}", status);
        } catch (IOException e) {
            log.info("The pretend correspondent could not reach OKPay: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    static String sign(String secret, String text) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
