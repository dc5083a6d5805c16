package okpay.house;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import okpay.id.Digests;

/// The site of another company, on an origin of its own. It vouches for whoever it says is there,
/// with tokens written from RFC 7515 and 7519 alone.
public final class OtherSite {

    /// One for all stories.
    public static final OtherSite SHARED = open();

    public static final String SECRET = "a secret of the site and of OKPay in stories";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String page = "";
    private volatile String token = "";

    private OtherSite(HttpServer server) {
        this.server = server;
    }

    private static OtherSite open() {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var site = new OtherSite(HttpServer.create(address, 0));
            site.server.createContext("/", it -> site.answer(it, "text/html", site.page));
            site.server.createContext(
                    "/token",
                    it -> {
                        site.asked.incrementAndGet();
                        site.answer(it, "text/plain", site.token);
                    });
            site.server.start();
            return site;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// How often it was asked for a fresh token.
    public int asked() {
        return asked.get();
    }

    /// @param tag stands in its page
    /// @param fresh the token it hands out when it is asked
    public void shows(String language, String tag, String fresh) {
        page =
                """
                <!doctype html><html lang="%s"><meta charset="utf-8"><title>Shop</title>
                <main><h1>Shop</h1></main>
                %s
                """
                        .formatted(language, tag);
        token = fresh;
    }

    /// A token for so many seconds from then.
    public static String token(String customer, Instant from, long seconds, String more) {
        return signed(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d%s}"
                        .formatted(
                                customer,
                                from.getEpochSecond(),
                                from.getEpochSecond() + seconds,
                                more),
                SECRET);
    }

    public static String signed(String header, String claims, String secret) {
        var words =
                encoded(header.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + encoded(claims.getBytes(StandardCharsets.UTF_8));
        var mac =
                Digests.hmac(
                        secret.getBytes(StandardCharsets.UTF_8),
                        words.getBytes(StandardCharsets.US_ASCII));
        return words + "." + encoded(mac);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void answer(HttpExchange exchange, String type, String words) throws IOException {
        try (exchange) {
            var bytes = words.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type + ";charset=UTF-8");
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
