package okpay.sandbank;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okpay.sandbank.BankBook.Entry;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The pretend bank's counter, on a loopback port of its own.
///
/// `POST /payments {reference, payee, amount, currency, validUntil}` and `GET
/// /payments/{reference}` answer `{reference, status: SUCCESS | FAILED | PENDING, reason}`; an
/// unknown reference is 404. A reference is paid once. `POST /collections` with the same body takes
/// money from `payee` instead, `POST /accounts {number, holder}` is 204 when the account is in that
/// name and 404 when not. `GET /statements/{day}/{currency}` is the day's camt.053 ([DailyFile]).
/// Notices with the same body go to OKPay's `/rails/sandbank/notices`, signed ([Notices]).
@Component
public class Sandbank implements SmartLifecycle {

    private final BankBook book;
    private final DailyFile dailyFile;
    private final Notices notices;
    private final JsonMapper json;
    private final Clock clock;
    private final String secret;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    Sandbank(BankBook book, DailyFile dailyFile, Notices notices, JsonMapper json, Clock clock)
            throws IOException {
        this.book = book;
        this.dailyFile = dailyFile;
        this.notices = notices;
        this.json = json;
        this.clock = clock;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.secret = HexFormat.of().formatHex(bytes);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/payments", exchange -> serve(exchange, false));
        server.createContext("/collections", exchange -> serve(exchange, true));
        server.createContext("/accounts", this::confirm);
        server.createContext("/statements", this::state);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What its notices are signed with.
    public String secret() {
        return secret;
    }

    public void behave(String payee, Behaviour behaviour) {
        book.behave(payee, behaviour);
    }

    /// Makes up the bank's mind about a payment it was silent about, and sends the notice.
    public void settle(String reference, String status) {
        book.settle(reference, status);
        notices.send(secret, body(reference, status, ""));
    }

    /// Somebody brings money to OKPay's account at the bank; a reference counts once.
    ///
    /// @param amount minor units
    public void receive(String reference, long amount, String currency) {
        receive(reference, amount, currency, clock.instant());
    }

    /// The same, at another time.
    public void receive(String reference, long amount, String currency, Instant at) {
        book.receive(reference, amount, currency, at);
    }

    /// How much OKPay has at the bank when the bank's records begin, which is now; minor units.
    public void open(String currency, long amount) {
        book.open(currency, amount);
    }

    /// Makes the bank get this payment wrong.
    public void misprint(String reference, Misprint what) {
        book.misprint(reference, what);
    }

    /// What the bank itself believes: `SUCCESS`, `FAILED`, `PENDING`, or empty when it has no such
    /// payment.
    public String believes(String reference) {
        return book.find(reference).map(Entry::status).orElse("");
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

    record Asked(
            String reference, String payee, long amount, String currency, Instant validUntil) {}

    record Holder(String number, String holder) {}

    /// Everybody has an account here, but for those whose payments it refuses.
    private void confirm(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = json.readValue(exchange.getRequestBody(), Holder.class);
            var conduct = book.behaviourOf(asked.number());
            if (conduct == Behaviour.SILENT) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.sendResponseHeaders(conduct == Behaviour.REFUSES ? 404 : 204, -1);
        } catch (JacksonException _) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private void serve(HttpExchange exchange, boolean collects) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> pay(exchange, collects);
                case "GET" -> tell(exchange);
                default -> exchange.sendResponseHeaders(405, -1);
            }
        } catch (JacksonException e) {
            exchange.sendResponseHeaders(400, -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void state(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = Path.of(exchange.getRequestURI().getPath());
            var day = LocalDate.parse(asked.getName(1).toString());
            var currency = Currency.getInstance(asked.getName(2).toString());
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, 0);
            dailyFile.write(day, currency, clock.instant(), exchange.getResponseBody());
        } catch (IllegalArgumentException | DateTimeException _) {
            exchange.sendResponseHeaders(400, -1);
        }
    }

    private void pay(HttpExchange exchange, boolean collects)
            throws IOException, InterruptedException {
        var asked = json.readValue(exchange.getRequestBody(), Asked.class);
        var behaviour = book.behaviourOf(asked.payee());
        if (asked.validUntil().isBefore(clock.instant())) {
            answer(exchange, 200, body(asked.reference(), "FAILED", "EXPIRED"));
            return;
        }
        String status =
                switch (behaviour) {
                    case PROMPT, LATE, TWICE, OUT_OF_ORDER -> "SUCCESS";
                    case REFUSES, SILENT_THEN_FAILED -> "FAILED";
                    case SILENT, PENDING_THEN_FAILED, FORGETS -> "PENDING";
                };
        boolean fresh =
                behaviour == Behaviour.FORGETS
                        || book.enter(
                                new Entry(
                                        asked.reference(),
                                        asked.payee(),
                                        asked.amount(),
                                        asked.currency(),
                                        status,
                                        0),
                                collects);
        if (!fresh) {
            tell(exchange, asked.reference());
            return;
        }
        misbehave(behaviour, asked.reference());
        String reason = status.equals("FAILED") ? "PAYEE_REFUSED" : "";
        answer(exchange, 200, body(asked.reference(), status, reason));
    }

    private void misbehave(Behaviour behaviour, String reference) throws InterruptedException {
        switch (behaviour) {
            case SILENT, SILENT_THEN_FAILED, FORGETS -> Thread.sleep(Duration.ofSeconds(30));
            case LATE -> {
                Thread.sleep(Duration.ofSeconds(3));
                notices.send(secret, body(reference, "SUCCESS", ""));
            }
            case TWICE -> {
                notices.send(secret, body(reference, "SUCCESS", ""));
                notices.send(secret, body(reference, "SUCCESS", ""));
            }
            case OUT_OF_ORDER -> {
                notices.send(secret, body(reference, "SUCCESS", ""));
                notices.send(secret, body(reference, "PENDING", ""));
            }
            case PROMPT, REFUSES, PENDING_THEN_FAILED -> {}
        }
    }

    private void tell(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        tell(exchange, path.substring(path.lastIndexOf('/') + 1));
    }

    private void tell(HttpExchange exchange, String reference) throws IOException {
        var found = book.find(reference);
        if (found.isEmpty()) {
            answer(exchange, 404, Map.of("reference", reference));
            return;
        }
        var entry = found.get();
        book.wasAsked(reference);
        if (book.behaviourOf(entry.payee()) == Behaviour.PENDING_THEN_FAILED
                && entry.status().equals("PENDING")
                && entry.asked() >= 1) {
            book.settle(reference, "FAILED");
            answer(exchange, 200, body(reference, "FAILED", "PAYEE_REFUSED"));
            return;
        }
        String reason = entry.status().equals("FAILED") ? "PAYEE_REFUSED" : "";
        answer(exchange, 200, body(reference, entry.status(), reason));
    }

    private static Map<String, String> body(String reference, String status, String reason) {
        return Map.of("reference", reference, "status", status, "reason", reason);
    }

    private void answer(HttpExchange exchange, int status, Map<String, String> body)
            throws IOException {
        var bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
