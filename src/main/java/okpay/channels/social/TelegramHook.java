package okpay.channels.social;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.Hook;
import okpay.channels.Ways;
import okpay.id.Digests;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where Telegram tells what people say to our bot. Only private chats count: in a group others
/// read along, and nothing about money is said there.
@Component
class TelegramHook implements Hook {

    private final Lines lines;
    private final Lobby lobby;
    private final Ways ways;
    private final JsonMapper json;

    TelegramHook(Lines lines, Lobby lobby, Ways ways, JsonMapper json) {
        this.lines = lines;
        this.lobby = lobby;
        this.ways = ways;
        this.json = json;
    }

    @Override
    public String name() {
        return "telegram";
    }

    @Override
    public Answer take(Knock knock) {
        var line = lines.telegram();
        if (line.isEmpty()) {
            return Answer.NOBODY;
        }
        if (!Digests.isSame(line.get().secret(), knock.header("x-telegram-bot-api-secret-token"))) {
            return Answer.NOT_SIGNED;
        }
        try {
            return take(json.readTree(knock.body().getByteArray()));
        } catch (JacksonException _) {
            return Answer.NOT_UNDERSTOOD;
        }
    }

    /// What is not understood is answered all the same: Telegram would tell it again for a day.
    private Answer take(JsonNode update) {
        var member = update.path("my_chat_member");
        if (member.path("new_chat_member").path("status").asString("").equals("kicked")) {
            ways.closed(Channel.TELEGRAM, Long.toString(member.path("chat").path("id").asLong(0)));
            return Answer.text("");
        }
        var message =
                update.has("edited_message")
                        ? update.path("edited_message")
                        : update.path("message");
        return read(update, message)
                .flatMap(it -> lobby.take(it).map(text -> reply(it.address(), text)))
                .orElseGet(() -> Answer.text(""));
    }

    /// An answer at once is a call of the bot's own, in the answer to the update.
    private Answer reply(String address, String text) {
        var call =
                Map.of(
                        "method",
                        "sendMessage",
                        "chat_id",
                        address,
                        "text",
                        text,
                        "link_preview_options",
                        Map.of("is_disabled", true));
        return new Answer(200, MediaType.APPLICATION_JSON_VALUE, json.writeValueAsString(call));
    }

    private static Optional<Said> read(JsonNode update, JsonNode message) {
        var from = message.path("from");
        if (!message.path("chat").path("type").asString("").equals("private")
                || from.path("is_bot").asBoolean(false)
                || !update.path("update_id").isIntegralNumber()) {
            return Optional.empty();
        }
        var user = from.path("username").asString("");
        var name =
                String.join(
                                " ",
                                from.path("first_name").asString(""),
                                from.path("last_name").asString(""),
                                user.isEmpty() ? "" : "@" + user)
                        .strip()
                        .replaceAll(" +", " ");
        var text = message.path("text").asString(message.path("caption").asString(""));
        return Optional.of(
                new Said(
                        Channel.TELEGRAM,
                        Long.toString(update.path("update_id").asLong()),
                        Long.toString(message.path("chat").path("id").asLong()),
                        name,
                        from.path("language_code").asString(""),
                        // How every chat with a bot begins; nobody means anything by it.
                        text.startsWith("/start") ? "" : text,
                        files(message)));
    }

    /// Of a photo there are several sizes, the largest last.
    private static List<Said.File> files(JsonNode message) {
        var files = new ArrayList<Said.File>();
        var photos = message.path("photo");
        if (!photos.isEmpty()) {
            var id = photos.get(photos.size() - 1).path("file_id").asString("");
            files.add(new Said.File(id, "photo.jpg"));
        }
        for (var kind : List.of("document", "voice", "video")) {
            var file = message.path(kind);
            if (file.has("file_id")) {
                files.add(
                        new Said.File(
                                file.path("file_id").asString(""),
                                file.path("file_name").asString(kind)));
            }
        }
        return files;
    }
}
