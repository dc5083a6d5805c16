package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okpay.messengers.Messengers.WechatAccess;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// WeChat's official accounts: `stable_token`, customer-service messages, media, and messages in an
/// encrypted envelope.
@Component
class WechatSide implements Side {

    private final Chats chats;
    private final Talk talk;
    private final WechatAccess access =
            new WechatAccess(
                    "wx" + Talk.secret(8), Talk.secret(16), Talk.secret(8), WechatEnvelope.key());
    private final WechatEnvelope envelope =
            new WechatEnvelope(access.appId(), access.token(), access.aesKey());
    private volatile String accessToken = "";

    WechatSide(Chats chats, Talk talk) {
        this.chats = chats;
        this.talk = talk;
    }

    WechatAccess access() {
        return access;
    }

    @Override
    public void tell(Messengers.Person who, String text, byte[] photo, long number) {
        var content =
                photo.length == 0
                        ? "<MsgType><![CDATA[text]]></MsgType><Content><![CDATA["
                                + text
                                + "]]></Content>"
                        : "<MsgType><![CDATA[image]]></MsgType><PicUrl><![CDATA[]]></PicUrl>"
                                + "<MediaId><![CDATA["
                                + chats.keep(photo)
                                + "]]></MediaId>";
        var message =
                "<xml><ToUserName><![CDATA[gh_okpay]]></ToUserName><FromUserName><![CDATA["
                        + who.address()
                        + "]]></FromUserName><CreateTime>"
                        + chats.now().getEpochSecond()
                        + "</CreateTime>"
                        + content
                        + "<MsgId>"
                        + number
                        + "</MsgId></xml>";
        var sealed = envelope.seal(message, Long.toString(chats.now().getEpochSecond()));
        var answer = talk.knock("wechat?" + sealed.query(), "text/xml", sealed.body(), Map.of());
        if (answer.contains("<Encrypt>")) {
            var words = WechatEnvelope.within(envelope.open(answer), "Content");
            chats.add(Company.WECHAT, who.address(), true, words);
        }
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            // As the company does with what comes in pieces of unknown length.
            if (exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
                exchange.sendResponseHeaders(412, -1);
                return;
            }
            var path = exchange.getRequestURI().getPath();
            var query = String.valueOf(exchange.getRequestURI().getQuery());
            if (path.endsWith("/stable_token")) {
                giveToken(exchange);
            } else if (accessToken.isEmpty() || !query.contains("access_token=" + accessToken)) {
                refuse(exchange, 40_001, "invalid credential");
            } else if (path.endsWith("/media/get")) {
                Talk.hand(exchange, chats.file(query.replaceFirst(".*media_id=", "")));
            } else {
                var asked = talk.read(exchange.getRequestBody().readAllBytes());
                say(
                        exchange,
                        asked.path("touser").asString(""),
                        asked.path("text").path("content").asString(""));
            }
        } catch (JacksonException _) {
            refuse(exchange, 47_001, "data format error");
        }
    }

    /// Whoever has a token must ask for another one.
    void forgetToken() {
        accessToken = "";
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        var asked = talk.read(exchange.getRequestBody().readAllBytes());
        if (!asked.path("secret").asString("").equals(access.appSecret())) {
            refuse(exchange, 40_125, "invalid appsecret");
            return;
        }
        if (accessToken.isEmpty()) {
            accessToken = Talk.secret(16);
        }
        talk.answer(exchange, 200, Map.of("access_token", accessToken, "expires_in", 7200));
    }

    private void say(HttpExchange exchange, String address, String text) throws IOException {
        switch (chats.mood(Company.WECHAT, address)) {
            case CLOSED -> refuse(exchange, 45_015, "response out of time limit");
            case DOWN, BUSY -> refuse(exchange, -1, "system error");
            case PROMPT -> {
                if (text.getBytes(StandardCharsets.UTF_8).length > 2048) {
                    refuse(exchange, 45_002, "content size out of limit");
                    return;
                }
                chats.add(Company.WECHAT, address, true, text);
                talk.answer(exchange, 200, Map.of("errcode", 0, "errmsg", "ok"));
            }
        }
    }

    private void refuse(HttpExchange exchange, int code, String why) throws IOException {
        talk.answer(exchange, 200, Map.of("errcode", code, "errmsg", why));
    }
}
