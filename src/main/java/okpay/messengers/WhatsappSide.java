package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okpay.messengers.Messengers.WhatsappAccess;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// WhatsApp's Cloud API: `messages`, media, and signed webhooks.
@Component
class WhatsappSide implements Side {

    private static final Duration WINDOW = Duration.ofHours(24);

    private final Chats chats;
    private final Talk talk;
    private final WhatsappAccess access =
            new WhatsappAccess(
                    "15550001", Talk.secret(16), Talk.secret(16), Talk.secret(16), "case_answered");

    WhatsappSide(Chats chats, Talk talk) {
        this.chats = chats;
        this.talk = talk;
    }

    WhatsappAccess access() {
        return access;
    }

    @Override
    public void tell(Messengers.Person who, String text, byte[] photo, long number) {
        var message = new HashMap<String, Object>();
        message.put("from", who.address());
        message.put("id", "wamid." + number);
        message.put("timestamp", Long.toString(chats.now().getEpochSecond()));
        if (photo.length == 0) {
            message.put("type", "text");
            message.put("text", Map.of("body", text));
        } else {
            message.put("type", "image");
            message.put(
                    "image",
                    Map.of(
                            "id",
                            "media/" + chats.keep(photo),
                            "mime_type",
                            "image/png",
                            "caption",
                            text));
        }
        tell(
                Map.of(
                        "messaging_product",
                        "whatsapp",
                        "contacts",
                        List.of(
                                Map.of(
                                        "profile",
                                        Map.of("name", who.name()),
                                        "wa_id",
                                        who.address())),
                        "messages",
                        List.of(message)));
    }

    private void tell(Map<String, ?> value) {
        var body =
                talk.write(
                        Map.of(
                                "object",
                                "whatsapp_business_account",
                                "entry",
                                List.of(
                                        Map.of(
                                                "id",
                                                "1",
                                                "changes",
                                                List.of(
                                                        Map.of(
                                                                "field",
                                                                "messages",
                                                                "value",
                                                                value))))));
        talk.knock(
                "whatsapp",
                "application/json",
                body,
                Map.of("X-Hub-Signature-256", Marks.hub(access.appSecret(), body)));
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isAllowed(exchange)) {
                refuse(exchange, 401, 190, "Invalid OAuth access token");
                return;
            }
            if (exchange.getRequestMethod().equals("GET")) {
                talk.answer(exchange, 200, Map.of("id", access.phoneId()));
                return;
            }
            var asked = talk.read(exchange.getRequestBody().readAllBytes());
            say(exchange, asked.path("to").asString(""), asked);
        } catch (JacksonException _) {
            refuse(exchange, 400, 100, "Invalid parameter");
        }
    }

    /// First where a file is, then the file.
    void hand(HttpExchange exchange, URI here) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (!isAllowed(exchange)) {
                refuse(exchange, 401, 190, "Invalid OAuth access token");
            } else if (path.endsWith("/bytes")) {
                Talk.hand(exchange, chats.file(path.split("/", -1)[2]));
            } else {
                talk.answer(exchange, 200, Map.of("url", here + path + "/bytes"));
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        return ("Bearer " + access.accessToken())
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void say(HttpExchange exchange, String address, JsonNode asked) throws IOException {
        boolean isTemplate = asked.path("type").asString("").equals("template");
        var text =
                isTemplate
                        ? filled(asked.path("template"))
                        : asked.path("text").path("body").asString("");
        switch (chats.mood(Company.WHATSAPP, address)) {
            case CLOSED -> refuse(exchange, 400, 131_026, "Message undeliverable");
            case DOWN, BUSY -> refuse(exchange, 500, 131_000, "Something went wrong");
            case PROMPT -> {
                if (isTemplate || !chats.isSilent(Company.WHATSAPP, address, WINDOW)) {
                    take(exchange, address, text);
                } else {
                    refuse(exchange, 400, 131_047, "Re-engagement message");
                }
            }
        }
    }

    private void take(HttpExchange exchange, String address, String text) throws IOException {
        if (text.isEmpty()) {
            refuse(exchange, 404, 132_001, "Template name does not exist in the translation");
            return;
        }
        chats.add(Company.WHATSAPP, address, true, text);
        var id = "wamid." + chats.next();
        talk.answer(exchange, 200, Map.of("messages", List.of(Map.of("id", id))));
    }

    /// As it was approved, with its one parameter in it; empty when it is no such template.
    private String filled(JsonNode template) {
        var body = template.path("components").path(0);
        boolean isKnown =
                template.path("name").asString("").equals(access.template())
                        && body.path("type").asString("").equals("body")
                        && body.path("parameters").size() == 1;
        var number = body.path("parameters").path(0).path("text").asString("");
        return switch (isKnown ? template.path("language").path("code").asString("") : "") {
            case "zh_CN" -> "您的问题单 " + number + " 有新回复。回复任意内容即可在此查看，也可在 OKPay 应用内查看。";
            case "en" ->
                    "There is an answer to your case "
                            + number
                            + ". Write anything to read it here, or find it in OKPay.";
            default -> "";
        };
    }

    private void refuse(HttpExchange exchange, int status, int code, String why)
            throws IOException {
        talk.answer(exchange, status, Map.of("error", Map.of("code", code, "message", why)));
    }
}
