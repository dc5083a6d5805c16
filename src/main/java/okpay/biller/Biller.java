package okpay.biller;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The counter of all pretend billers, on a loopback port of its own.
///
/// `GET /bills/{biller}/{account}` with `Authorization: Bearer …` answers `{number, holder, amount,
/// currency, due}`; 204 when nothing is due, 404 when there is no such account. `POST
/// /bills/{biller}/{account}/payments {number, payment}` tells that a bill was paid; twice is once.
/// An account is 6 to 20 digits, of which the last checks the others (Luhn).
@Component
public class Biller implements SmartLifecycle {

    private static final int LONGEST = 10_000;
    private static final int DAYS = 10;
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;
    private final String key;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    Biller(JdbcClient jdbc, JsonMapper json, Clock clock) throws IOException {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.key = HexFormat.of().formatHex(bytes);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/bills", this::serve);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What OKPay says to be let in.
    public String key() {
        return key;
    }

    public void behave(String account, BillerMood mood) {
        jdbc.sql(
                        """
                        insert into biller.mood (account, mood) values (:account, :mood)
                        on conflict (account) do update set mood = excluded.mood
                        """)
                .param("account", account)
                .param("mood", mood.name())
                .update();
    }

    /// Whether the biller has heard of a payment for this bill.
    public boolean wasPaid(String number) {
        return jdbc.sql("select payment is not null from biller.bill where number = :number")
                .param("number", number)
                .query(Boolean.class)
                .optional()
                .orElse(Boolean.FALSE);
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

    record Told(String number, String holder, long amount, String currency, LocalDate due) {}

    record Paid(String number, String payment) {}

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath().split("/", -1);
            var said = exchange.getRequestHeaders().getFirst("Authorization");
            if (said == null || !isKey(said)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (path.length < 4 || !isAccount(path[3])) {
                exchange.sendResponseHeaders(404, -1);
            } else if (exchange.getRequestMethod().equals("POST")) {
                paid(exchange);
            } else {
                tell(exchange, path[2], path[3]);
            }
        } catch (JacksonException _) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private boolean isKey(String said) {
        return MessageDigest.isEqual(
                said.getBytes(StandardCharsets.UTF_8),
                ("Bearer " + key).getBytes(StandardCharsets.UTF_8));
    }

    private void paid(HttpExchange exchange) throws IOException {
        var paid = json.readValue(exchange.getRequestBody().readNBytes(LONGEST), Paid.class);
        int known =
                jdbc.sql(
                                """
                                update biller.bill set payment = coalesce(payment, :payment)
                                where number = :number
                                """)
                        .param("payment", paid.payment())
                        .param("number", paid.number())
                        .update();
        exchange.sendResponseHeaders(known == 1 ? 204 : 404, -1);
    }

    private void tell(HttpExchange exchange, String biller, String account) throws IOException {
        switch (moodOf(account)) {
            case SILENT -> exchange.sendResponseHeaders(503, -1);
            case UNKNOWN -> exchange.sendResponseHeaders(404, -1);
            case NOTHING_DUE -> exchange.sendResponseHeaders(204, -1);
            case GARBLED -> send(exchange, "{\"amount\": much");
            case DUE -> {
                var bill = bill(biller, account);
                if (bill.isEmpty()) {
                    exchange.sendResponseHeaders(204, -1);
                } else {
                    send(exchange, json.writeValueAsString(bill.get()));
                }
            }
        }
    }

    /// One bill a month; the same account has the same bill.
    private Optional<Told> bill(String biller, String account) {
        var today = LocalDate.ofInstant(clock.instant(), CHINA);
        var number = "%s-%s-%s".formatted(biller, account, today.toString().substring(0, 7));
        long amount = 2_000L + Math.floorMod(number.hashCode(), 20_000);
        return jdbc.sql(
                        """
                        insert into biller.bill as b (number, amount, due)
                        values (:number, :amount, :due)
                        on conflict (number) do update set amount = b.amount
                        returning amount, due, payment
                        """)
                .param("number", number)
                .param("amount", amount)
                .param("due", today.plusDays(DAYS))
                .query((row, n) ->
                        row.getString("payment") == null
                                ? Optional.of(
                                        new Told(
                                                number,
                                                "张**",
                                                row.getLong("amount"),
                                                "CNY",
                                                row.getObject("due", LocalDate.class)))
                                : Optional.<Told>empty())
                .single();
    }

    private BillerMood moodOf(String account) {
        return jdbc.sql("select mood from biller.mood where account = :account")
                .param("account", account)
                .query(String.class)
                .optional()
                .map(BillerMood::valueOf)
                .orElse(BillerMood.DUE);
    }

    private static boolean isAccount(String account) {
        if (!account.matches("[0-9]{6,20}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < account.length(); i++) {
            int digit = account.charAt(account.length() - 1 - i) - '0';
            int twice = digit * 2;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
