package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okpay.messengers.Messengers.FacebookAccess;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Facebook Messenger: a page's Send API, and signed webhooks.
@Component
class FacebookSide implements Side {

    private static final int LONGEST = 2000;

    private final Chats chats;
    private final Talk talk;
    private final ObjectProvider<Messengers> here;
    private final FacebookAccess access =
            new FacebookAccess("1077000001", Talk.secret(16), Talk.secret(16), Talk.secret(16));

    FacebookSide(Chats chats, Talk talk, ObjectProvider<Messengers> here) {
        this.chats = chats;
        this.talk = talk;
        this.here = here;
    }

    FacebookAccess access() {
        return access;
    }

    @Override
    public void tell(Messengers.Person who, String text, byte[] photo, long number) {
        var message = new HashMap<String, Object>();
        message.put("mid", "m_" + number);
        if (!text.isEmpty()) {
            message.put("text", text);
        }
        if (photo.length > 0) {
            var url = here.getObject().url() + "/attachments/" + chats.keep(photo);
            message.put(
                    "attachments", List.of(Map.of("type", "image", "payload", Map.of("url", url))));
        }
        tell(who.address(), access.pageId(), message);
    }

    private void tell(String from, String to, Map<String, ?> message) {
        var event =
                Map.of(
                        "sender",
                        Map.of("id", from),
                        "recipient",
                        Map.of("id", to),
                        "timestamp",
                        chats.now().toEpochMilli(),
                        "message",
                        message);
        var entry =
                Map.of(
                        "id",
                        access.pageId(),
                        "time",
                        chats.now().toEpochMilli(),
                        "messaging",
                        List.of(event));
        var body = talk.write(Map.of("object", "page", "entry", List.of(entry)));
        talk.knock(
                "facebook",
                "application/json",
                body,
                Map.of("X-Hub-Signature-256", Marks.hub(access.appSecret(), body)));
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bearer = exchange.getRequestHeaders().getFirst("Authorization");
            if (!("Bearer " + access.accessToken()).equals(bearer)) {
                refuse(exchange, 401, 190, 0, "Invalid OAuth access token.");
            } else if (exchange.getRequestMethod().equals("GET")) {
                talk.answer(exchange, 200, Map.of("id", access.pageId()));
            } else {
                say(exchange, talk.read(exchange.getRequestBody().readAllBytes()));
            }
        } catch (JacksonException _) {
            refuse(exchange, 400, 100, 0, "Invalid parameter");
        }
    }

    private void say(HttpExchange exchange, JsonNode asked) throws IOException {
        var address = asked.path("recipient").path("id").asString("");
        boolean isLong = asked.path("message").path("text").asString("").length() > LONGEST;
        var how = asked.path("messaging_type").asString("");
        boolean byHuman =
                how.equals("MESSAGE_TAG") && asked.path("tag").asString("").equals("HUMAN_AGENT");
        if (isLong || !(how.equals("RESPONSE") || byHuman)) {
            refuse(exchange, 400, 100, 0, "Invalid parameter");
            return;
        }
        switch (chats.mood(Company.FACEBOOK, address)) {
            case CLOSED ->
                    refuse(exchange, 400, 551, 1_545_041, "This person isn't available right now.");
            case DOWN, BUSY -> refuse(exchange, 500, 1200, 0, "Temporary send message failure.");
            case PROMPT -> {
                var window = Duration.ofDays(byHuman ? 7 : 1);
                if (chats.isSilent(Company.FACEBOOK, address, window)) {
                    refuse(exchange, 400, 10, 2_018_278, "Sent outside of allowed window.");
                } else {
                    take(exchange, address, asked);
                }
            }
        }
    }

    /// What the page said comes back to it as an echo.
    private void take(HttpExchange exchange, String address, JsonNode asked) throws IOException {
        var text = asked.path("message").path("text").asString("");
        chats.add(Company.FACEBOOK, address, true, text);
        var id = "m_" + chats.next();
        talk.answer(exchange, 200, Map.of("recipient_id", address, "message_id", id));
        Thread.ofVirtual()
                .start(() ->
                        tell(
                                access.pageId(),
                                address,
                                Map.of("mid", id, "is_echo", true, "text", text)));
    }

    void hand(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            Talk.hand(exchange, chats.file(path.substring(path.lastIndexOf('/') + 1)));
        }
    }

    private void refuse(HttpExchange exchange, int status, int code, int more, String why)
            throws IOException {
        talk.answer(
                exchange,
                status,
                Map.of("error", Map.of("code", code, "error_subcode", more, "message", why)));
    }
}
