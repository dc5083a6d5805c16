package okpay.web.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Base64;
import okpay.house.OtherSite;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.CustomerId;
import okpay.resolution.Resolutions;
import okpay.sandbank.Behaviour;
import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Who is believed in another company's page, and what they may do there.
class WidgetTest extends Story {

    @LocalServerPort private int port;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Resolutions resolutions;
    @Autowired private JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void onlyWhatTheSitesServerSignedIsBelieved() throws Exception {
        var li = customer("李雷").id().toString();
        var now = clock.instant();
        var good = OtherSite.token(li, now, 300, "");
        var claims =
                "{\"sub\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(li, now.getEpochSecond(), now.getEpochSecond() + 300);

        assertThat(exchange(good).statusCode()).isEqualTo(200);
        refused("", "NOT_SIGNED_FOR_US");
        refused("nonsense", "NOT_SIGNED_FOR_US");
        refused("x".repeat(5_000), "NOT_SIGNED_FOR_US");
        refused(
                OtherSite.signed(
                        "{\"alg\":\"HS256\"}", claims, "another secret, as long as the real one"),
                "NOT_SIGNED_FOR_US");
        refused(
                OtherSite.signed("{\"alg\":\"HS512\"}", claims, OtherSite.SECRET),
                "NOT_SIGNED_FOR_US");
        refused(unsigned(claims), "NOT_SIGNED_FOR_US");
        refused(good.substring(0, good.lastIndexOf('.') + 1), "NOT_SIGNED_FOR_US");
        refused(OtherSite.token(li, now.minusSeconds(400), 300, ""), "OVER");
        refused(OtherSite.token(li, now.plusSeconds(90), 60, ""), "NOT_YET");
        refused(OtherSite.token(li, now, 301, ""), "GOOD_FOR_TOO_LONG");
        refused(
                OtherSite.signed(
                        "{\"alg\":\"HS256\"}", "{\"sub\":\"" + li + "\"}", OtherSite.SECRET),
                "GOOD_FOR_TOO_LONG");
        refused(OtherSite.token(CustomerId.next().toString(), now, 300, ""), "NOBODY_WE_KNOW");
        refused(OtherSite.token("me", now, 300, ""), "NOBODY_WE_KNOW");
    }

    @Test
    void aPaymentIsNamedOnlyByThoseWhoseItIs() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var han = customer("韩梅梅");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var more = ",\"payment\":\"" + li.paymentId() + "\"";

        refused(OtherSite.token(han.id().toString(), clock.instant(), 300, more), "NOBODY_WE_KNOW");
        refused(
                OtherSite.token(li.id().toString(), clock.instant(), 300, ",\"payment\":\"x\""),
                "NOBODY_WE_KNOW");
        var pass = passOf(li, more);
        assertThat(write(pass, "这笔怎么了", "w1").statusCode()).isEqualTo(200);
        assertThat(cases.of(li.id(), 10).getFirst().about())
                .isEqualTo(Reference.to("payment", li.paymentId()));
    }

    @Test
    void wordsAreThereOnceAndSeenInTheAppAndNothingIsToBePressed() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var pass = passOf(li, "");
        assertThat(get("/widget/conversation", pass).body()).isEmpty();

        var first = write(pass, "便利店那35块没到账", "w1");
        var second = write(pass, "便利店那35块没到账", "w1");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        var one = cases.of(li.id(), 10).getFirst();
        assertThat(one.about()).isEqualTo(Reference.to("payment", li.paymentId()));
        assertThat(
                        conversations.all(one.conversation(), 0).stream()
                                .map(it -> it.body() instanceof Body.Text(var text) ? text : "")
                                .filter("便利店那35块没到账"::equals))
                .hasSize(1);
        assertThat(first.headers().firstValue("X-OKPay-Stream"))
                .contains("/widget/cases/" + one.id() + "/stream");

        var shown = get("/widget/conversation", pass).body();
        assertThat(shown).contains("便利店那35块没到账", one.number()).doesNotContain("<form");
    }

    @Test
    void whatWasBegunInTheAppGoesOnThere() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var one = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();
        var pass = passOf(li, "");
        assertThat(get("/widget/conversation", pass).body()).contains(one.number());
        write(pass, "还在吗", "w1");
        assertThat(cases.of(li.id(), 10)).hasSize(1);
    }

    @Test
    void aPassIsGoodForTheChatAloneAndNotForLong() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var han = customer("韩梅梅").holding("100.00 CNY");
        han.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var hers = resolutions.openHelp(han.id(), han.paymentId()).orElseThrow();
        var pass = passOf(li, "");

        assertThat(get("/api/v1/payments", pass).statusCode()).isEqualTo(401);
        assertThat(get("/app", pass).statusCode()).isEqualTo(302);
        assertThat(get("/widget/cases/" + hers.id() + "/stream", pass).statusCode()).isEqualTo(404);
        assertThat(get("/app/cases/" + hers.id() + "/stream", pass).statusCode()).isEqualTo(401);
        assertThat(get("/widget/conversation", pass + "0").statusCode()).isEqualTo(401);
        assertThat(
                        get(
                                        "/widget/conversation",
                                        pass.replace(li.id().toString(), han.id().toString()))
                                .statusCode())
                .isEqualTo(401);
        assertThat(get("/widget/conversation", "a.b.c.d").statusCode()).isEqualTo(401);

        // Whoever gets back in by a new password ends what was there before.
        var stolen = passOf(han, "");
        assertThat(get("/widget/conversation", stolen).statusCode()).isEqualTo(200);
        jdbc.sql("update identity.customer set cautious_until = :until where id = :id")
                .param("until", Timestamp.from(clock.instant().plus(Duration.ofDays(1))))
                .param("id", han.id().uuid())
                .update();
        assertThat(get("/widget/conversation", stolen).statusCode()).isEqualTo(401);

        clock.passes(Duration.ofMinutes(31));
        var over = get("/widget/conversation", pass);
        assertThat(over.statusCode()).isEqualTo(401);
        assertThat(over.body()).doesNotContain("<html");
    }

    @Test
    void theCaseOnTheScreenIsTheOneThatIsAnswered() throws Exception {
        var li = customer("李雷").holding("100.00 CNY");
        var pass = passOf(li, "");
        write(pass, "有个问题", "w1");
        var first = cases.of(li.id(), 10).getFirst();
        cases.move(first.id(), Stage.RESOLVED);
        li.pays("35.00 CNY", shop("便利店", Behaviour.SILENT));
        var other = resolutions.openHelp(li.id(), li.paymentId()).orElseThrow();

        assertThat(get("/widget/conversation", pass).body()).contains(other.number());
        assertThat(get("/widget/conversation?case=" + first.id(), pass).body())
                .contains(first.number());
        var answer =
                post(
                        "/widget/messages",
                        pass,
                        "case=" + first.id() + "&text=ok&clientId=w2&after=1");
        assertThat(answer.headers().firstValue("X-OKPay-Stream").orElse(""))
                .contains(first.id().toString());
        assertThat(answer.body()).contains(">ok<");
        assertThat(
                        cases.find(first.id()).orElseThrow().stage().isOpen()
                                || conversations.all(first.conversation(), 0).size() > 1)
                .isTrue();
    }

    @Test
    void whatWasSolvedLatelyIsStillShown() throws Exception {
        var li = customer("李雷");
        var pass = passOf(li, "");
        write(pass, "有个问题", "w1");
        var one = cases.of(li.id(), 10).getFirst();
        cases.move(one.id(), Stage.RESOLVED);
        assertThat(get("/widget/conversation", pass).body()).contains(one.number());
        clock.passes(Duration.ofDays(4));
        assertThat(get("/widget/conversation", passOf(li, "")).body()).isEmpty();
    }

    @Test
    void whatCannotBeSaidIsRefusedInWordsAndNoCaseBegins() throws Exception {
        var li = customer("李雷");
        var pass = passOf(li, "");
        assertThat(write(pass, "   ", "w1").statusCode()).isEqualTo(422);
        assertThat(write(pass, "好", "").statusCode()).isEqualTo(400);
        assertThat(write(pass, "长".repeat(4_001), "w2").statusCode()).isEqualTo(422);
        assertThat(cases.of(li.id(), 10)).isEmpty();
    }

    @Test
    void onlyNamedSitesMayShowItAndNoOtherPage() throws Exception {
        var frame = get("/widget", "");
        assertThat(policy(frame)).contains("frame-ancestors " + OtherSite.SHARED.origin());
        assertThat(frame.headers().firstValue("X-Frame-Options")).isEmpty();
        var front = get("/app/sign-in", "");
        assertThat(policy(front)).contains("frame-ancestors 'none'");
        assertThat(front.headers().firstValue("X-Frame-Options")).contains("DENY");
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElse("");
    }

    private static String unsigned(String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".";
    }

    private void refused(String voucher, String code) throws Exception {
        var answer = exchange(voucher);
        assertThat(answer.statusCode()).isEqualTo(422);
        var said = JsonMapper.shared().readTree(answer.body());
        assertThat(said.path("code").asString("")).isEqualTo(code);
        assertThat(said.path("words").asString("")).isNotBlank();
    }

    private String passOf(Someone who, String more) throws Exception {
        var answer = exchange(OtherSite.token(who.id().toString(), clock.instant(), 300, more));
        return JsonMapper.shared().readTree(answer.body()).path("pass").asString();
    }

    private HttpResponse<String> exchange(String voucher) throws Exception {
        return post("/widget/passes", "", "voucher=" + voucher);
    }

    private HttpResponse<String> write(String pass, String text, String clientId) throws Exception {
        var words = URLEncoder.encode(text, StandardCharsets.UTF_8);
        return post("/widget/messages", pass, "text=" + words + "&clientId=" + clientId);
    }

    private HttpResponse<String> post(String path, String pass, String form) throws Exception {
        return http.send(
                request(path, pass)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String pass) throws Exception {
        return http.send(request(path, pass).GET().build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String pass) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept-Language", "zh")
                .header("Authorization", pass.isEmpty() ? "none" : "Bearer " + pass);
    }
}
