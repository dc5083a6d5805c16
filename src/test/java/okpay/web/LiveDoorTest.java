package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.Device;
import okpay.identity.Role;
import okpay.identity.SignIns;
import okpay.resolution.Resolutions;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Conversations;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Open pages, over the wire.
class LiveDoorTest extends Story {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("id=\"m-(\\d+)\"");

    @LocalServerPort private int port;
    @Autowired private Resolutions resolutions;
    @Autowired private Conversations conversations;
    @Autowired private SignIns signIns;

    @Test
    void itOpensForItsReaderOnly() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var one = helped(li);
        var han = customer("韩梅梅");
        var wang = agent("小王", Role.AGENT);
        var mine = "/app/cases/" + one.id() + "/stream";
        var desk = "/console/cases/" + one.id() + "/stream";

        assertThat(status(mine, "")).contains(" 401");
        assertThat(status(mine, "okpay_app=nonsense")).contains(" 401");
        assertThat(status(mine, "okpay_app=" + token(han))).contains(" 404");
        assertThat(status(mine, "okpay_app=" + token(li))).contains(" 200");
        assertThat(status(mine + "?after=nonsense", "okpay_app=" + token(li))).contains(" 200");
        assertThat(status("/app/cases/x/stream", "okpay_app=" + token(li))).contains(" 404");
        assertThat(status("/app/nothing/stream", "okpay_app=" + token(li))).contains(" 404");
        assertThat(status(desk, "okpay_app=" + token(li))).contains(" 401");
        assertThat(status(desk, "okpay_desk=" + token(li))).contains(" 401");
        assertThat(status(mine, "okpay_app=" + token(wang))).contains(" 401");
        assertThat(status(desk, "okpay_desk=" + token(wang))).contains(" 200");
        for (var roundabout : List.of("/%63onsole", "/console;x", "/x/../console", "//console")) {
            var there = desk.replace("/console", roundabout);
            assertThat(status(there, "okpay_desk=" + token(han)))
                    .as(roundabout)
                    .doesNotContain(" 200");
        }
    }

    @Test
    void nobodyTakesAllThePlaces() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var path = "/app/cases/" + helped(li).id() + "/stream";
        var cookie = "okpay_app=" + token(li);
        var pages = new ArrayList<Browser>();
        try {
            while (pages.size() < 60) {
                pages.add(new Browser(path, cookie, 65_536));
                if (!pages.getLast().status.contains(" 200")) {
                    break;
                }
                pages.getLast().until("id=\"m-2\"");
            }
            assertThat(pages.getLast().status).contains(" 503");
            assertThat(pages).hasSize(51);
        } finally {
            for (var it : pages) {
                it.close();
            }
        }
    }

    @Test
    void whatIsDrawnLaterCarriesTheReadersOwnFormToken() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var one = helped(li);
        var cookies =
                "okpay_app=" + token(li) + "; XSRF-TOKEN=2f4c1f0e-2a53-4d8e-9a38-0f1d6f8b9c11";
        try (var page = new Browser("/app/cases/" + one.id() + "/stream", cookies, 65_536)) {
            var formToken = FORM_TOKEN.matcher(page.until("name=\"_csrf\""));
            assertThat(formToken.find()).isTrue();
            assertThat(post(one, cookies, formToken.group(1))).doesNotContain(" 403");
            assertThat(post(one, cookies, "made-up")).contains(" 403");
        }
    }

    @Test
    void whoDoesNotReadHoldsNobodyUpAndMissesNothing() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var one = helped(li);
        var wang = agent("小王", Role.AGENT);
        var path = "/app/cases/" + one.id() + "/stream";
        var cookie = "okpay_app=" + token(li);
        try (var asleep = new Browser(path, cookie, 4_096);
                var awake = new Browser(path, cookie, 65_536)) {
            asleep.until("id=\"m-2\"");
            awake.until("id=\"m-2\"");
            for (int i = 1; i <= 400; i++) {
                conversations.write(
                        one.conversation(),
                        new Author.OfAgent(wang.id()),
                        i + "：" + "字".repeat(3_900),
                        Ids.next().toString());
            }
            var all = IntStream.rangeClosed(3, 402).mapToObj(Integer::toString).toList();
            assertThat(awake.numbers("402")).containsExactlyElementsOf(all);
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            assertThat(asleep.numbers("402")).containsExactlyElementsOf(all);
        }
    }

    private String token(Someone who) {
        return token(
                signIns.customer(
                        who.customer().email().orElseThrow().value(),
                        PASSWORD,
                        Device.UNKNOWN,
                        "127.0.0.1"));
    }

    private String token(Agent who) {
        return token(signIns.agent(who.email().value(), PASSWORD, Device.UNKNOWN, "127.0.0.1"));
    }

    private static String token(SignIns.SignIn signedIn) {
        return ((SignIns.SignedIn) signedIn).token().secret();
    }

    private Case helped(Someone who) {
        who.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        return resolutions.openHelp(who.id(), who.paymentId()).orElseThrow();
    }

    private String status(String path, String cookie) throws IOException {
        try (var page = new Browser(path, cookie, 65_536)) {
            return page.status;
        }
    }

    private String post(Case one, String cookies, String formToken) throws IOException {
        try (var line = new Socket(InetAddress.getLoopbackAddress(), port)) {
            line.getOutputStream()
                    .write(
                            """
                            POST /app/cases/%s/looks HTTP/1.1
                            Host: localhost
                            Connection: close
                            Cookie: %s
                            X-XSRF-TOKEN: %s
                            Content-Length: 0

                            """
                                    .replace("\n", "\r\n")
                                    .formatted(one.id(), cookies, formToken)
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// A page that is open in a browser that takes so much at once.
    private final class Browser implements AutoCloseable {
        private final Socket line = new Socket();
        private final BufferedReader in;
        private final String status;

        Browser(String path, String cookie, int buffer) throws IOException {
            line.setReceiveBufferSize(buffer);
            line.setSoTimeout(20_000);
            line.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            line.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: localhost\r\nCookie: %s\r\n\r\n"
                                    .formatted(path, cookie)
                                    .getBytes(StandardCharsets.US_ASCII));
            in =
                    new BufferedReader(
                            new InputStreamReader(line.getInputStream(), StandardCharsets.UTF_8));
            status = in.readLine();
        }

        /// Everything that came until this did.
        String until(String wanted) throws IOException {
            var all = new StringBuilder();
            while (all.indexOf(wanted) < 0) {
                all.append(in.readLine()).append('\n');
            }
            return all.toString();
        }

        /// The numbers of the messages that came, in this order, until the last did.
        List<String> numbers(String last) throws IOException {
            var numbers = new ArrayList<String>();
            while (!numbers.contains(last)) {
                NUMBER.matcher(in.readLine()).results().forEach(it -> numbers.add(it.group(1)));
            }
            return numbers;
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }
}
