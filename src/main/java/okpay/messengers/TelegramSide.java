package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okpay.messengers.Messengers.TelegramAccess;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/// Telegram's Bot API: `getMe`, `sendMessage`, `getFile`, and updates to the webhook.
@Component
class TelegramSide implements Side {

    private final Chats chats;
    private final Talk talk;
    private final TelegramAccess access =
            new TelegramAccess("7000000:" + Talk.secret(16), Talk.secret(16));

    TelegramSide(Chats chats, Talk talk) {
        this.chats = chats;
        this.talk = talk;
    }

    TelegramAccess access() {
        return access;
    }

    @Override
    public void tell(Messengers.Person who, String text, byte[] photo, long number) {
        long id = Long.parseLong(who.address());
        var message = new HashMap<String, Object>();
        message.put("message_id", number);
        message.put(
                "from",
                Map.of("id", id, "is_bot", false, "first_name", who.name(), "language_code", "en"));
        message.put("chat", Map.of("id", id, "type", "private"));
        message.put("date", chats.now().getEpochSecond());
        message.put(photo.length == 0 ? "text" : "caption", text);
        if (photo.length > 0) {
            var file = chats.keep(photo);
            message.put(
                    "photo",
                    List.of(
                            Map.of("file_id", "small", "file_size", 1),
                            Map.of("file_id", file, "file_size", photo.length)));
        }
        var answer =
                talk.knock(
                        "telegram",
                        "application/json",
                        talk.write(Map.of("update_id", number, "message", message)),
                        Map.of("X-Telegram-Bot-Api-Secret-Token", access.secret()));
        takeCall(answer);
    }

    /// An answer to an update may be a call of the bot's own.
    private void takeCall(String answer) {
        if (answer.isBlank()) {
            return;
        }
        var call = talk.read(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (call.path("method").asString("").equals("sendMessage")) {
            chats.add(
                    Company.TELEGRAM,
                    call.path("chat_id").asString(""),
                    true,
                    call.path("text").asString(""));
        }
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var asked = talk.read(exchange.getRequestBody().readAllBytes());
            switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "getMe" -> ok(exchange, Map.of("id", 7_000_000, "is_bot", true));
                case "sendMessage" ->
                        say(
                                exchange,
                                asked.path("chat_id").asString(""),
                                asked.path("text").asString(""));
                case "getFile" ->
                        ok(
                                exchange,
                                Map.of(
                                        "file_path",
                                        "photos/" + asked.path("file_id").asString("") + ".png"));
                default -> refuse(exchange, 404, "Not Found");
            }
        } catch (JacksonException _) {
            refuse(exchange, 400, "Bad Request");
        }
    }

    void hand(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            Talk.hand(
                    exchange,
                    chats.file(path.substring(path.lastIndexOf('/') + 1).replace(".png", "")));
        }
    }

    private void say(HttpExchange exchange, String address, String text) throws IOException {
        switch (chats.mood(Company.TELEGRAM, address)) {
            case CLOSED -> refuse(exchange, 403, "Forbidden: bot was blocked by the user");
            case DOWN -> refuse(exchange, 502, "Bad Gateway");
            case BUSY ->
                    talk.answer(
                            exchange,
                            429,
                            Map.of(
                                    "ok",
                                    false,
                                    "error_code",
                                    429,
                                    "description",
                                    "Too Many Requests: retry after 240",
                                    "parameters",
                                    Map.of("retry_after", 240)));
            case PROMPT -> {
                if (text.isEmpty() || text.length() > 4096) {
                    refuse(exchange, 400, "Bad Request: message is too long");
                    return;
                }
                chats.add(Company.TELEGRAM, address, true, text);
                ok(exchange, Map.of("message_id", chats.next()));
            }
        }
    }

    private void ok(HttpExchange exchange, Object result) throws IOException {
        talk.answer(exchange, 200, Map.of("ok", true, "result", result));
    }

    private void refuse(HttpExchange exchange, int code, String why) throws IOException {
        talk.answer(exchange, code, Map.of("ok", false, "error_code", code, "description", why));
    }
}
