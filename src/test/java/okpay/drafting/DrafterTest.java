package okpay.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okpay.drafting.Drafter.Draft;
import okpay.drafting.Drafter.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// A server that speaks the chat completions protocol, and can misbehave.
class DrafterTest {

    private static final JsonMapper JSON = new JsonMapper();

    private HttpServer server;
    private String answer = "";
    private int status = 200;
    private Duration slow = Duration.ZERO;
    private String asked = "";
    private String authorization = "";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/chat/completions",
                exchange -> {
                    asked =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    authorization = exchange.getRequestHeaders().getFirst("Authorization");
                    java.util.concurrent.locks.LockSupport.parkNanos(slow.toNanos());
                    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerThatRestsOnItsSourcesIsADraft() {
        says("Refunds to a card take 3 to 5 working days [1]. Yours of ¥1,200 was sent today [2].");

        var draft = draft();

        assertThat(draft)
                .isInstanceOfSatisfying(
                        Draft.Drafted.class,
                        it -> {
                            assertThat(it.text())
                                    .isEqualTo(
                                            "Refunds to a card take 3 to 5 working days. Yours of"
                                                    + " ¥1,200 was sent today.");
                            assertThat(it.cited()).map(Source::number).containsExactly(1, 2);
                        });
        assertThat(authorization).isEqualTo("Bearer secret");
    }

    /// Nothing but its last four characters leaves us.
    @Test
    void privateNumbersStayHere() {
        says("Refunds take 3 to 5 working days [1].");

        draft();

        assertThat(asked).contains("***8000", "***5678").doesNotContain("13800138000", "lilei@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Refunds take 3 to 5 working days.",
                "Refunds take 7 working days [1].",
                "We give you ¥500 for your trouble [1].",
                "It comes at 14:30 [2].",
                "As source three says, it is on its way [3].",
            })
    void whatNobodyGaveItIsNoDraft(String text) {
        says(text);

        assertThat(draft()).isEqualTo(new Draft.NotDrafted(Reason.NOT_GROUNDED));
    }

    @Test
    void whenTheSourcesDoNotSayItThereIsNone() {
        says("NO ANSWER");

        assertThat(draft()).isEqualTo(new Draft.NotDrafted(Reason.NO_ANSWER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"choices\":[]}", "<html>502</html>"})
    void nonsenseIsNoModel(String body) {
        answer = body;

        assertThat(draft()).isEqualTo(new Draft.NotDrafted(Reason.NO_MODEL));
    }

    @Test
    void anErrorASilenceAndNobodyThereAreNoModel() {
        says("Refunds take 3 to 5 working days [1].");
        status = 500;
        assertThat(draft()).isEqualTo(new Draft.NotDrafted(Reason.NO_MODEL));

        status = 200;
        slow = Duration.ofSeconds(3);
        assertThat(draft()).isEqualTo(new Draft.NotDrafted(Reason.NO_MODEL));

        server.stop(0);
        assertThat(draft()).isEqualTo(new Draft.NotDrafted(Reason.NO_MODEL));
    }

    @Test
    void withoutAnAddressItIsOff() {
        var off = new Drafter(new DraftingSettings(null, "m", "", Duration.ofSeconds(1)), JSON);

        assertThat(off.isOn()).isFalse();
        assertThat(off.draft(wish())).isEqualTo(new Draft.NotDrafted(Reason.OFF));
    }

    private void says(String text) {
        answer =
                JSON.writeValueAsString(
                        Map.of("choices", List.of(Map.of("message", Map.of("content", text)))));
    }

    private Draft draft() {
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
        var settings = new DraftingSettings(url, "m", "secret", Duration.ofMillis(1_500));
        return new Drafter(settings, JSON).draft(wish());
    }

    private static Drafter.Wish wish() {
        return new Drafter.Wish(
                "English",
                List.of(
                        new Drafter.Said(
                                true,
                                "Where is my refund? I am 13800138000, lilei@example.com,"
                                        + " card 6222 0212 3412 5678")),
                List.of(
                        new Source(
                                1,
                                "Refunds",
                                "To a card: 3 to 5 working days.",
                                "/en/help/refunds"),
                        new Source(2, "The books", "Refund of ¥1,200.00 sent.", "")));
    }
}
