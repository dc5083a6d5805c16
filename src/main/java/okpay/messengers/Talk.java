package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Over HTTP, both ways.
@Component
class Talk {

    private static final Logger log = LoggerFactory.getLogger(Talk.class);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Environment environment;
    private final JsonMapper json;
    private final Supplier<HttpClient> http =
            SingletonSupplier.of(
                    () -> HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build());

    Talk(Environment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    static String secret(int bytes) {
        var all = new byte[bytes];
        RANDOM.nextBytes(all);
        return HexFormat.of().formatHex(all);
    }

    String write(Object it) {
        return json.writeValueAsString(it);
    }

    JsonNode read(byte[] it) {
        return json.readTree(it);
    }

    /// Knocks at a door of OKPay's.
    ///
    /// @param door with its query
    /// @return what it answers; empty when it does not answer well
    String knock(String door, String type, String body, Map<String, String> headers) {
        var port = environment.getProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/" + door))
                        .timeout(Duration.ofSeconds(5))
                        .header("Content-Type", type);
        headers.forEach(request::header);
        try {
            var answer =
                    http.get()
                            .send(
                                    request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            log.info("A pretend messenger could not reach OKPay: {}", e.toString());
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    void answer(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static void hand(HttpExchange exchange, byte[] file) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.sendResponseHeaders(
                file.length == 0 ? 404 : 200, file.length == 0 ? -1 : file.length);
        exchange.getResponseBody().write(file);
    }

    /// The fields of a form, or of a query; the first of each name.
    static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&", -1))
                .map(it -> it.split("=", 2))
                .filter(it -> it.length == 2)
                .collect(
                        Collectors.toMap(
                                it -> it[0],
                                it -> URLDecoder.decode(it[1], StandardCharsets.UTF_8),
                                (a, _) -> a));
    }
}
