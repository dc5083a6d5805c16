package okpay.correspondent;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import okpay.correspondent.CorrespondentBook.Entry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The pretend correspondent's counter, on a loopback port of its own.
///
/// `POST /messages` takes a pacs.008 and answers with a pacs.002 (ACTC, PDNG or RJCT), or a
/// camt.056 and answers with a camt.029 (CNCL or RJCR). `GET /messages/{EndToEndId}` answers with
/// the latest pacs.002 or pacs.004; an unknown one is 404. A reference is taken once. What changes
/// later is written to OKPay's `/rails/correspondent/messages`. Every message, both ways, carries
/// its hex HMAC-SHA256 in `X-Correspondent-Signature`; one with another is 401.
@Component
public class Correspondent implements SmartLifecycle {

    private static final int LONGEST = 100_000;

    private final CorrespondentBook book;
    private final Post post;
    private final Duration step;
    private final String secret;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean running;

    /// @param step how long each stage takes
    Correspondent(
            CorrespondentBook book,
            Post post,
            @Value("${okpay.correspondent.step:PT20S}") Duration step)
            throws IOException {
        this.book = book;
        this.post = post;
        this.step = step;
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        this.secret = HexFormat.of().formatHex(bytes);
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/messages", this::serve);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What messages are signed with.
    public String secret() {
        return secret;
    }

    public void behave(String account, Conduct conduct) {
        book.behave(account, conduct);
    }

    /// What it believes of a payment: an ISO 20022 status, `RTRN` for returned; empty when it has
    /// no such payment.
    public String believes(String reference) {
        return book.find(reference).map(Entry::status).orElse("");
    }

    /// How many messages it has been sent.
    public int received() {
        return received.get();
    }

    /// One stage on, for every payment whose time has come.
    @Scheduled(fixedDelayString = "${okpay.correspondent.every:PT2S}")
    public void work() {
        book.due().forEach(this::moveOn);
    }

    /// One stage on, now.
    public void moveOn(String reference) {
        book.find(reference)
                .ifPresent(entry -> {
                    var conduct = book.conductOf(entry.account());
                    var next = conduct.after(entry.status());
                    settle(reference, next, conduct.reason(next));
                });
    }

    /// Makes up its mind, and tells nobody.
    public void quietly(String reference, String status, String reason) {
        book.move(reference, status, reason, step);
    }

    /// Makes up its mind, and writes to OKPay when that is news.
    public void settle(String reference, String status, String reason) {
        var entry = book.find(reference).orElseThrow();
        book.move(reference, status, reason, step);
        if (entry.status().equals(status)) {
            return;
        }
        var conduct = book.conductOf(entry.account());
        var sign = conduct == Conduct.WRONG_SIGNATURE ? "another secret" : secret;
        var message = told(entry, status, reason);
        post.send(message, sign);
        if (conduct == Conduct.TWICE_AND_LATE) {
            post.send(message, sign);
            post.send(told(entry, "ACTC", ""), sign);
        }
    }

    private String told(Entry entry, String status, String reason) {
        if (!status.equals("RTRN")) {
            return Answers.status(entry.reference(), status, reason);
        }
        boolean less = book.conductOf(entry.account()) == Conduct.RETURNS_LESS;
        return Answers.returned(entry.reference(), entry.amount(), less ? "10.00" : "0", reason);
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

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestMethod()) {
                case "POST" -> take(exchange);
                case "GET" -> {
                    var path = exchange.getRequestURI().getPath();
                    tell(exchange, path.substring(path.lastIndexOf('/') + 1));
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(HttpExchange exchange) throws IOException, InterruptedException {
        received.incrementAndGet();
        var bytes = exchange.getRequestBody().readNBytes(LONGEST);
        var message = new String(bytes, StandardCharsets.UTF_8);
        var signed = exchange.getRequestHeaders().getFirst(Post.HEADER);
        if (signed == null
                || !MessageDigest.isEqual(
                        signed.getBytes(StandardCharsets.UTF_8),
                        Post.sign(secret, message).getBytes(StandardCharsets.UTF_8))) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        if (message.contains("FIToFIPmtCxlReq")) {
            recall(exchange, Answers.find(message, "OrgnlEndToEndId"));
        } else {
            pay(exchange, message);
        }
    }

    private void pay(HttpExchange exchange, String message)
            throws IOException, InterruptedException {
        var reference = Answers.find(message, "EndToEndId");
        var account = Answers.account(message);
        var conduct = book.conductOf(account);
        if (conduct == Conduct.PAYMENT_LOST) {
            Thread.sleep(Duration.ofSeconds(30));
            return;
        }
        var first = conduct.first();
        book.enter(
                new Entry(
                        reference, account, Answers.amount(message), first, conduct.reason(first)),
                step);
        if (conduct == Conduct.ANSWER_LOST) {
            Thread.sleep(Duration.ofSeconds(30));
        }
        tell(exchange, reference);
    }

    private void tell(HttpExchange exchange, String reference) throws IOException {
        var found = book.find(reference);
        boolean isHidden =
                exchange.getRequestMethod().equals("GET")
                        && found.filter(it -> book.conductOf(it.account()) == Conduct.HIDDEN)
                                .isPresent();
        if (found.isEmpty() || isHidden) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        var entry = found.get();
        answer(exchange, entry, told(entry, entry.status(), entry.reason()));
    }

    private void recall(HttpExchange exchange, String reference)
            throws IOException, InterruptedException {
        var found = book.find(reference);
        if (found.isEmpty()) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        var entry = found.get();
        if (book.conductOf(entry.account()) == Conduct.DEAF_AT_FIRST) {
            book.behave(entry.account(), Conduct.WANTS_PAPERS);
            Thread.sleep(Duration.ofSeconds(30));
            return;
        }
        boolean stops =
                switch (entry.status()) {
                    case "ACTC", "ACSP", "PDNG" -> book.conductOf(entry.account()) != Conduct.KEEPS;
                    default -> entry.status().equals("CANC");
                };
        if (stops) {
            book.move(reference, "CANC", "CUST", step);
        }
        answer(exchange, entry, Answers.recall(reference, stops ? "CNCL" : "RJCR"));
    }

    private void answer(HttpExchange exchange, Entry entry, String message) throws IOException {
        var liar = book.conductOf(entry.account()) == Conduct.WRONG_SIGNATURE;
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.getResponseHeaders()
                .set(Post.HEADER, Post.sign(liar ? "another secret" : secret, message));
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
