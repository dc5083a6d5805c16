package okpay.channels.social;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okpay.house.Story;
import okpay.messengers.Messengers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What happens when somebody else than the company knocks, or the company says odd things.
class HooksTest extends Story {

    private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

    @LocalServerPort private int port;
    @Autowired private Messengers messengers;
    @Autowired private JdbcClient jdbc;

    private static final AtomicInteger NUMBERS = new AtomicInteger(880_000_000);

    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"telegram", "wechat", "whatsapp", "facebook"})
    void whoDoesNotSignIsNotHeard(String door) throws Exception {
        long before = kept();
        assertThat(post(door, telegram(1, "private"), Map.of())).isIn(400, 403);
        assertThat(post(door, telegram(1, "private"), Map.of(SECRET, "guess"))).isIn(400, 403);
        assertThat(post(door + "?msg_signature=00&timestamp=1&nonce=1", "<xml></xml>", Map.of()))
                .isEqualTo(403);
        assertThat(post(door, whatsapp("text"), Map.of("X-Hub-Signature-256", "sha256=00")))
                .isIn(400, 403);
        assertThat(post(door, "x".repeat(10_000_000), Map.of())).isEqualTo(413);
        assertThat(get(door + "?hub.verify_token=guess&hub.challenge=7")).isNotEqualTo("200:7");
        assertThat(get(door + "?signature=0&timestamp=1&nonce=1&echostr=7")).isNotEqualTo("200:7");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void behindAnUnknownDoorIsNobody() throws Exception {
        assertThat(post("myspace", "{}", Map.of())).isEqualTo(404);
    }

    @Test
    void theCompaniesAreAnsweredWhenTheyAskWhetherWeAreThere() throws Exception {
        var verify = messengers.whatsapp().verifyToken();
        assertThat(
                        get(
                                "whatsapp?hub.mode=subscribe&hub.verify_token="
                                        + verify
                                        + "&hub.challenge=7"))
                .isEqualTo("200:7");
        assertThat(
                        get(
                                "facebook?hub.mode=subscribe&hub.verify_token="
                                        + messengers.facebook().verifyToken()
                                        + "&hub.challenge=8"))
                .isEqualTo("200:8");
        assertThat(get("facebook?hub.verify_token=" + verify + "&hub.challenge=8"))
                .as("each has a word of its own")
                .isNotEqualTo("200:8");
        var signature =
                sha1(
                        Stream.of(messengers.wechat().token(), "1", "n")
                                .sorted()
                                .collect(Collectors.joining()));
        assertThat(get("wechat?signature=" + signature + "&timestamp=1&nonce=n&echostr=hi"))
                .isEqualTo("200:hi");
    }

    @Test
    void whatIsSignedAndOddIsAnsweredAndKeptByNobody() throws Exception {
        long before = kept();
        var telegram = Map.of(SECRET, messengers.telegram().secret());
        assertThat(post("telegram", "not json", telegram)).isEqualTo(400);
        assertThat(post("telegram", "{}", telegram)).isEqualTo(200);
        assertThat(post("telegram", "[1,2]", telegram)).isEqualTo(200);
        assertThat(post("telegram", telegram(-7, "group"), telegram))
                .as("nothing is said where others read along")
                .isEqualTo(200);
        assertThat(post("telegram", "{\"update_id\":5,\"poll\":{\"id\":\"1\"}}", telegram))
                .isEqualTo(200);
        for (var body :
                Stream.of("not json", "{}", "{\"entry\":5}", whatsapp("unknown-kind")).toList()) {
            var secret = messengers.whatsapp().appSecret();
            var signed = Map.of("X-Hub-Signature-256", "sha256=" + hmac(secret, body));
            assertThat(post("whatsapp", body, signed)).isIn(200, 400);
        }
        assertThat(post("wechat?msg_signature=1&timestamp=1&nonce=1", "<xml", Map.of()))
                .isEqualTo(400);
        var entity =
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&e;</Encrypt></xml>";
        assertThat(post("wechat?msg_signature=1&timestamp=1&nonce=1", entity, Map.of()))
                .isIn(400, 403);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void ofAPageOnlyWhatPeopleWriteToItIsHeard() throws Exception {
        long before = kept();
        var page = messengers.facebook().pageId();
        var heard = facebook(page, "4000000001", page, "\"mid\":\"m1\",\"text\":\"hello\"");
        for (var body :
                List.of(
                        "not json",
                        "{}",
                        "{\"entry\":[{\"messaging\":7}]}",
                        facebook("999", "4000000001", "999", "\"mid\":\"m2\",\"text\":\"hello\""),
                        facebook(page, "4000000001", "999", "\"mid\":\"m2\",\"text\":\"hello\""),
                        facebook(
                                page, page, "1", "\"mid\":\"m3\",\"text\":\"hi\",\"is_echo\":true"),
                        facebook(
                                page,
                                page,
                                page,
                                "\"mid\":\"m3\",\"text\":\"hi\",\"is_echo\":true"),
                        facebook(page, "'; drop", page, "\"mid\":\"m4\",\"text\":\"hello\""),
                        heard.replace("\"message\":", "\"read\":"))) {
            assertThat(post("facebook", body, ofFacebook(body))).as(body).isIn(200, 400);
        }
        assertThat(kept()).isEqualTo(before);

        for (int i = 0; i < 5; i++) {
            assertThat(post("facebook", heard, ofFacebook(heard))).isEqualTo(200);
        }
        assertThat(kept()).isEqualTo(before + 1);
    }

    private static String facebook(String of, String from, String to, String message) {
        return """
        {"object":"page","entry":[{"id":"%s","messaging":[
        {"sender":{"id":"%s"},"recipient":{"id":"%s"},"timestamp":1,"message":{%s}}]}]}
        """
                .formatted(of, from, to, message);
    }

    private Map<String, String> ofFacebook(String body) throws Exception {
        var secret = messengers.facebook().appSecret();
        return Map.of("X-Hub-Signature-256", "sha256=" + hmac(secret, body));
    }

    @Test
    void aStrangerWhoNeverStopsFillsNothing() throws Exception {
        var secret = Map.of(SECRET, messengers.telegram().secret());
        long before = kept();
        int chat = NUMBERS.addAndGet(1);
        for (int i = 0; i < 40; i++) {
            var update =
                    telegram(chat, "private")
                            .replace(
                                    "\"update_id\":1,",
                                    "\"update_id\":" + NUMBERS.addAndGet(1) + ",");
            assertThat(post("telegram", update, secret)).isEqualTo(200);
        }
        assertThat(kept() - before).isEqualTo(20);
    }

    private static String telegram(int chat, String type) {
        return """
        {"update_id":1,"message":{"message_id":1,"date":1,"text":"hello",
        "from":{"id":%d,"is_bot":false,"first_name":"X"},"chat":{"id":%d,"type":"%s"}}}
        """
                .formatted(chat, chat, type);
    }

    private static String whatsapp(String type) {
        return """
        {"entry":[{"changes":[{"value":{"messages":[
        {"from":"x","id":"1","type":"%s","text":{"body":"hello"}}]}}]}]}
        """
                .formatted(type);
    }

    private long kept() {
        return jdbc.sql("select count(*) from channels.arrival where channel <> 'EMAIL'")
                .query(Long.class)
                .single();
    }

    private int post(String door, String body, Map<String, String> headers) throws Exception {
        var request =
                HttpRequest.newBuilder(uri(door))
                        .header("Content-Type", "application/json")
                        // What is too long is refused before it is sent.
                        .expectContinue(body.length() > 1_000_000)
                        .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private String get(String door) throws Exception {
        var answer = http.send(HttpRequest.newBuilder(uri(door)).build(), BodyHandlers.ofString());
        return answer.statusCode() + ":" + answer.body();
    }

    private URI uri(String door) {
        return URI.create("http://127.0.0.1:" + port + "/hooks/" + door);
    }

    private static String hmac(String secret, String body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha1(String text) throws Exception {
        var digest = MessageDigest.getInstance("SHA-1");
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
