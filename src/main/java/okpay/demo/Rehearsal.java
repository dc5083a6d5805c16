package okpay.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A few seconds of the demo company's day, played through its doors: the virtual machine keeps
/// what it learns of it for the next start, so that the first customers of a fresh node do not wait
/// until it has. Only where it is asked for; the database is thrown away afterwards.
@Component
@ConditionalOnProperty("okpay.rehearsal")
class Rehearsal {

    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final Duration TIME = Duration.ofSeconds(12);
    private static final int CASES = 12;

    private final Environment environment;
    private final JsonMapper json;
    private String customer = "";
    private String agent = "";

    Rehearsal(Environment environment, JsonMapper json) {
        this.environment = environment;
        this.json = json;
    }

    @EventListener(ApplicationReadyEvent.class)
    @SuppressWarnings("SystemOut") // words for the launcher
    void begin() {
        Thread.ofVirtual()
                .name("rehearsal")
                .start(() -> {
                    try (var http = HttpClient.newHttpClient()) {
                        play(http);
                    } catch (RuntimeException e) {
                        log.warn("The rehearsal ended early", e);
                    }
                    System.out.println("Rehearsed");
                });
    }

    private void play(HttpClient http) {
        customer =
                post(
                                http,
                                "/sessions",
                                "",
                                Map.of("handle", "13800138000", "password", Cast.PASSWORD))
                        .path("token")
                        .asString("");
        agent =
                post(
                                http,
                                "/desk/sessions",
                                "",
                                Map.of("email", "wang@okpay.example", "password", Cast.PASSWORD))
                        .path("token")
                        .asString("");
        var cases = new ArrayList<String>();
        for (int i = 0; i < CASES; i++) {
            var payment = pay(http, i).path("id").asString("");
            var id = post(http, "/payments/" + payment + "/case", customer, Map.of()).path("id");
            cases.add(id.asString(""));
            post(http, "/desk/cases/" + id.asString("") + "/taking", agent, Map.of());
        }
        long end = System.nanoTime() + TIME.toNanos();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            people.execute(() -> until(end, 10, turn -> write(http, cases, turn)));
            people.execute(() -> until(end, 10, turn -> watch(http, cases, turn)));
            people.execute(() -> until(end, 20, turn -> look(http, cases, turn)));
            people.execute(() -> until(end, 50, turn -> pay(http, CASES + turn)));
        }
    }

    private interface Turn {
        void take(int turn);
    }

    private static void until(long end, int pause, Turn turn) {
        for (int i = 0; System.nanoTime() < end; i++) {
            try {
                turn.take(i);
                Thread.sleep(Duration.ofMillis(pause));
            } catch (InterruptedException _) {
                return;
            } catch (UncheckedIOException e) {
                log.debug("A turn of the rehearsal failed", e);
            }
        }
    }

    private JsonNode pay(HttpClient http, int turn) {
        return post(
                http,
                "/payments",
                customer,
                Map.of(
                        "to",
                        "hanmeimei@okpay.example",
                        "amount",
                        "1.%02d".formatted(turn % 100),
                        "currency",
                        "CNY",
                        "pin",
                        Cast.PIN),
                "Idempotency-Key",
                "rehearsal-" + turn);
    }

    private void write(HttpClient http, List<String> cases, int turn) {
        var id = cases.get(turn % cases.size());
        var words = Map.of("text", "在吗？ " + turn, "clientId", "r" + turn);
        post(http, "/cases/" + id + "/messages", customer, words);
    }

    /// Opens a page's stream and goes away again.
    private void watch(HttpClient http, List<String> cases, int turn) {
        var path = "/app/cases/" + cases.get(turn % cases.size()) + "/stream?after=0";
        var request = get(path).header("Last-Event-ID", Integer.toString(turn / CASES));
        try (var in = send(http, request)) {
            int read = in.read(new byte[8_192]);
            log.trace("{} bytes", read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(HttpClient http, List<String> cases, int turn) {
        var id = cases.get(turn % cases.size());
        var paths =
                List.of(
                        "/",
                        "/zh/help",
                        "/app",
                        "/app/cases/" + id,
                        "/console",
                        "/console/cases/" + id,
                        "/api/v1/balance",
                        "/api/v1/payments");
        try (var in = send(http, get(paths.get(turn % paths.size())))) {
            log.trace("{} bytes", in.readAllBytes().length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder get(String path) {
        var who =
                path.startsWith("/api/")
                        ? List.of("Authorization", "Bearer " + customer)
                        : List.of("Cookie", "okpay_app=" + customer + "; okpay_desk=" + agent);
        return request(path).headers(who.toArray(String[]::new)).header("Accept-Language", "zh-CN");
    }

    private JsonNode post(
            HttpClient http, String path, String token, Map<String, ?> body, String... headers) {
        var request =
                request("/api/v1" + path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var in = send(http, request)) {
            return json.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var port = environment.getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
    }

    private static java.io.InputStream send(HttpClient http, HttpRequest.Builder request)
            throws IOException {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() >= 400) {
                log.info("{} is answered by {}", answer.uri().getPath(), answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
