package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.resolution.Resolutions;
import okpay.sandbank.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What happens at the doors with nonsense, too much, twice, and somebody else's id.
class DoorsTest extends Story {

    @LocalServerPort private int port;
    @Autowired private JsonMapper json;
    @Autowired private Resolutions resolutions;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, NOT_POSITIVE",
        "-5, NOT_POSITIVE",
        "1.234, TOO_MANY_DECIMALS",
        "abc, NOT_A_NUMBER",
        "80.00, SHORT_OF_FUNDS",
        "30000, OVER_LIMIT_ONCE"
    })
    void anAmountThatCannotBePaidIsRefusedWithItsReason(String amount, String code)
            throws Exception {
        var alice = customer("Alice").holding("50.00 CNY");
        var answer = pay(token(alice), Ids.next().toString(), to(customer("Bob"), amount));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .contains("application/problem+json");
        assertThat(tree(answer).get("code").asString()).isEqualTo(code);
        alice.holds("50.00 CNY");
    }

    @Test
    void thePaymentPostedTwiceIsOnePayment() throws Exception {
        var alice = customer("Alice").holding("50.00 CNY");
        var token = token(alice);
        var body = to(customer("Bob"), "20.00");

        var first = pay(token, "k1", body);
        var second = pay(token, "k1", body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(tree(second).get("id")).isEqualTo(tree(first).get("id"));
        alice.holds("30.00 CNY");
    }

    @Test
    void knownAndUnknownPeopleGetTheSameAnswerToTheLetter() throws Exception {
        var known = customer("Alice").customer().email().orElseThrow().value();
        var unknown = "nobody" + Ids.next() + "@example.com";
        for (var aim : new String[] {"RESET_PASSWORD", "SIGN_IN", "JOIN"}) {
            var answers = new HashSet<String>();
            for (var handle : new String[] {known, unknown}) {
                var asked =
                        post(
                                "/api/v1/challenges",
                                "{\"aim\":\"%s\",\"handle\":\"%s\"}".formatted(aim, handle));
                assertThat(asked.statusCode()).isEqualTo(202);
                var id = tree(asked).get("id").asString();
                var wrong = post("/api/v1/challenges/" + id + "/answer", "{\"code\":\"12345\"}");
                answers.add(wrong.statusCode() + fields(wrong));
                answers.add(fields(asked));
            }
            assertThat(answers).as(aim).hasSize(2);
        }
        var answers = new HashSet<String>();
        for (var handle : new String[] {known, unknown}) {
            var refused =
                    post(
                            "/api/v1/sessions",
                            "{\"handle\":\"%s\",\"password\":\"not it at all\"}".formatted(handle));
            answers.add(refused.statusCode() + refused.body());
        }
        assertThat(answers).hasSize(1);
    }

    @Test
    void whatTheProofOfNobodyOpensIsNothing() throws Exception {
        for (var door : new String[] {"recoveries", "customers", "sessions/by-code"}) {
            var refused =
                    post(
                            "/api/v1/" + door,
                            "{\"pass\":\"made-up\",\"name\":\"X\",\"password\":\"tram oyster violin\"}");
            assertThat(refused.statusCode()).as(door).isEqualTo(422);
            assertThat(tree(refused).get("code").asString()).isEqualTo("PASS_IS_OVER");
        }
        assertThat(post("/api/v1/challenges/ch_nothing/answer", "{\"code\":\"1\"}").statusCode())
                .isEqualTo(404);
        assertThat(
                        post("/api/v1/challenges", "{\"aim\":\"STEAL\",\"handle\":\"a@b.co\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String fields(HttpResponse<String> answer) {
        return answer.body().replaceAll("ch_[0-9a-z]+", "ID");
    }

    @Test
    void nonsenseIsAnsweredWithTheFieldAndNothingIsBooked() throws Exception {
        var alice = customer("Alice").holding("50.00 CNY");
        var token = token(alice);

        for (var body : new String[] {"", "{", "[]", "null", "{\"amount\":{}}", "{\"x\":1}"}) {
            assertThat(pay(token, "k", body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(pay(token, " ", to(customer("Bob"), "1")).statusCode()).isEqualTo(400);
        assertThat(pay(token, "k".repeat(101), to(customer("Bob"), "1")).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/v1/payments?limit=100000", token).statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/balance?currency=GOLD", token).statusCode()).isEqualTo(400);
        alice.holds("50.00 CNY");
    }

    @Test
    void somebodyElsesThingsDoNotExist() throws Exception {
        var alice = customer("Alice").holding("50.00 CNY");
        alice.pays("5.00 CNY", shop("店", Behaviour.SILENT));
        var one = resolutions.openHelp(alice.id(), alice.paymentId()).orElseThrow();
        var mallory = token(customer("Mallory"));
        var payment = "/api/v1/payments/" + alice.paymentId();

        assertThat(get(payment, token(alice)).statusCode()).isEqualTo(200);
        assertThat(get(payment, mallory).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/cases/" + one.id(), mallory).statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/cases/" + one.id() + "/messages", mallory).statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/payments/pm_nonsense", mallory).body())
                .isEqualTo(
                        get(payment, mallory)
                                .body()
                                .replace(alice.paymentId() + "", "pm_nonsense"));
    }

    @Test
    void withoutASessionNothingOpens() throws Exception {
        assertThat(get("/api/v1/balance", "no-such-token").statusCode()).isEqualTo(401);
        assertThat(get("/app", "no-such-token").headers().firstValue("Location").orElse(""))
                .endsWith("/app/sign-in");
        assertThat(get("/console", "no-such-token").headers().firstValue("Location").orElse(""))
                .endsWith("/console/sign-in");
    }

    @Test
    void aCustomerDoesNotGetToTheDesk() throws Exception {
        var token = token(customer("Alice"));

        assertThat(get("/console", token).statusCode()).isEqualTo(403);
        assertThat(get("/console/proposals", token).statusCode()).isEqualTo(403);
    }

    @Test
    void theBanksNoticesAreTakenOnlyWithItsSignature() throws Exception {
        var alice = customer("Alice").holding("50.00 CNY");
        alice.pays("5.00 CNY", shop("店", Behaviour.SILENT));
        var body =
                "{\"reference\":\"%s\",\"status\":\"SUCCESS\",\"reason\":\"\"}"
                        .formatted(alice.paymentId());

        for (var signature : new String[] {"", "00", "deadbeef".repeat(8)}) {
            var request =
                    request("/rails/sandbank/notices")
                            .header("Content-Type", "application/json")
                            .header("X-Sandbank-Signature", signature.isEmpty() ? "-" : signature)
                            .POST(BodyPublishers.ofString(body));
            assertThat(send(request).statusCode()).isEqualTo(401);
        }
        alice.canSpend("45.00 CNY");
        alice.sees(okpay.wallet.PaymentState.UNKNOWN);
    }

    @Test
    void aMessageOfAHundredKilobytesIsRefusedAndTheCaseGoesOn() throws Exception {
        var alice = customer("Alice").holding("50.00 CNY");
        alice.pays("5.00 CNY", shop("店", Behaviour.SILENT));
        var one = resolutions.openHelp(alice.id(), alice.paymentId()).orElseThrow();
        var path = "/api/v1/cases/" + one.id() + "/messages";

        var flood = "{\"text\":\"%s\",\"clientId\":\"c1\"}".formatted("长".repeat(34_000));
        assertThat(post(path, token(alice), flood).statusCode()).isEqualTo(422);
        var words = "{\"text\":\"<b>在吗</b> 🙂\",\"clientId\":\"c1\"}";
        assertThat(post(path, token(alice), words).statusCode()).isEqualTo(201);
        assertThat(get(path + "?after=2", token(alice)).body()).contains("<b>在吗</b> 🙂");
    }

    @Test
    void theLanguageLinkLeadsNowhereElse() throws Exception {
        for (var back :
                new String[] {"//evil.example", "https://evil.example", "/%5Cevil.example"}) {
            var answer = send(request("/language?to=zh&back=" + back).GET());
            assertThat(answer.headers().firstValue("Location").orElse(""))
                    .isIn("/", "http://127.0.0.1:" + port + "/");
        }
    }

    @Test
    void healthIsToldAndNothingMore() throws Exception {
        assertThat(send(request("/actuator/health").GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/actuator/env").GET()).statusCode()).isEqualTo(404);
    }

    private String token(Someone who) throws Exception {
        var email = who.customer().email().map(EmailAddress::value).orElseThrow();
        var body = "{\"handle\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
        var answer = post("/api/v1/sessions", "", body);
        return tree(answer).get("token").asString();
    }

    private static String to(Someone payee, String amount) {
        return "{\"to\":\"%s\",\"amount\":\"%s\",\"currency\":\"CNY\",\"pin\":\"%s\"}"
                .formatted(
                        payee.customer().email().map(EmailAddress::value).orElseThrow(),
                        amount,
                        PIN);
    }

    private HttpResponse<String> pay(String token, String key, String body) throws Exception {
        return send(
                request("/api/v1/payments")
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        return send(
                request(path)
                        .header("Authorization", token.isEmpty() ? "none" : "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return send(request(path).header("Authorization", "Bearer " + token).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode tree(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }
}
