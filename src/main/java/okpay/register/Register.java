package okpay.register;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The pretend register's counter, on a loopback port of its own.
///
/// `POST /checks {name, number, phone}` with `Authorization: Bearer …` answers `{matches,
/// sources}`: whether the name belongs to the number, and who else confirms it (`RESIDENTS`,
/// `PHONE_OPERATOR`, `SOCIAL_INSURANCE`). Whoever asks first gives a number its name.
@Component
public class Register implements SmartLifecycle {

    private static final int LONGEST = 10_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String key;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    Register(JdbcClient jdbc, JsonMapper json) throws IOException {
        this.jdbc = jdbc;
        this.json = json;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = HexFormat.of().formatHex(bytes);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/checks", this::serve);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What OKPay says to be let in.
    public String key() {
        return key;
    }

    public void behave(String number, RegisterMood mood) {
        jdbc.sql(
                        """
                        insert into register.mood (number, mood) values (:number, :mood)
                        on conflict (number) do update set mood = excluded.mood
                        """)
                .param("number", number)
                .param("mood", mood.name())
                .update();
    }

    @Override
    public void start() {
        server.start();
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        threads.shutdownNow();
        server.stop(0);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    record Asked(String name, String number, String phone) {}

    record Told(boolean matches, List<String> sources) {}

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var said = exchange.getRequestHeaders().getFirst("Authorization");
            if (said == null
                    || !MessageDigest.isEqual(
                            said.getBytes(StandardCharsets.UTF_8),
                            ("Bearer " + key).getBytes(StandardCharsets.UTF_8))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            var body = exchange.getRequestBody().readNBytes(LONGEST);
            answer(exchange, json.readValue(body, Asked.class));
        } catch (JacksonException _) {
            exchange.sendResponseHeaders(400, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Asked asked)
            throws IOException, InterruptedException {
        switch (moodOf(asked.number())) {
            case SILENT -> exchange.sendResponseHeaders(503, -1);
            case GARBLED -> send(exchange, "{\"matches\": perhaps");
            case OTHER_NAME -> send(exchange, json.writeValueAsString(new Told(false, List.of())));
            case LATE -> {
                Thread.sleep(Duration.ofSeconds(30));
                send(exchange, told(asked, List.of("RESIDENTS")));
            }
            case BARELY_KNOWN -> send(exchange, told(asked, List.of("RESIDENTS")));
            case KNOWN ->
                    send(
                            exchange,
                            told(
                                    asked,
                                    asked.phone().isBlank()
                                            ? List.of("RESIDENTS", "SOCIAL_INSURANCE")
                                            : List.of(
                                                    "RESIDENTS",
                                                    "PHONE_OPERATOR",
                                                    "SOCIAL_INSURANCE")));
        }
    }

    private String told(Asked asked, List<String> sources) {
        var name =
                jdbc.sql(
                                """
                                insert into register.resident as r (number, name)
                                values (:number, :name)
                                on conflict (number) do update set name = r.name returning name
                                """)
                        .param("number", asked.number())
                        .param("name", asked.name())
                        .query(String.class)
                        .single();
        boolean matches = asked.name().equals(name);
        return json.writeValueAsString(new Told(matches, matches ? sources : List.of()));
    }

    private RegisterMood moodOf(String number) {
        return jdbc.sql("select mood from register.mood where number = :number")
                .param("number", number)
                .query(String.class)
                .optional()
                .map(RegisterMood::valueOf)
                .orElse(RegisterMood.KNOWN);
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
