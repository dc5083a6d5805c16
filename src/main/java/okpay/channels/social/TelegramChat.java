package okpay.channels.social;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.Ways;
import okpay.channels.Wire;
import okpay.channels.social.SocialSettings.Telegram;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Speaks to people on Telegram (core.telegram.org/bots/api: `sendMessage`, `getFile`).
@Component
class TelegramChat implements Messenger {

    private final Lines lines;
    private final Wire wire;
    private final Bindings bindings;
    private final Ways ways;

    TelegramChat(Lines lines, Wire wire, Bindings bindings, Ways ways) {
        this.lines = lines;
        this.wire = wire;
        this.bindings = bindings;
        this.ways = ways;
    }

    @Override
    public Bindings bindings() {
        return bindings;
    }

    @Override
    public Channel channel() {
        return Channel.TELEGRAM;
    }

    @Override
    public Optional<String> at() {
        return lines.telegram().map(Telegram::name);
    }

    @Override
    public String lanes() {
        return "social.telegram";
    }

    /// 4096 characters, of which each may be four bytes; we count bytes.
    @Override
    public int longest() {
        return 4096;
    }

    @Override
    public boolean answersWhenTold() {
        return true;
    }

    @Override
    public Told say(String address, String text) {
        try {
            var answer =
                    ask(
                            "sendMessage",
                            Map.of(
                                    "chat_id",
                                    address,
                                    "text",
                                    text,
                                    "link_preview_options",
                                    Map.of("is_disabled", true)));
            if (answer.path("ok").asBoolean(false)) {
                return new Told.Sent(
                        address + ":" + answer.path("result").path("message_id").asLong(0));
            }
            return refused(address, answer);
        } catch (IOException e) {
            return new Told.Later(String.valueOf(e.getMessage()));
        }
    }

    /// 403 and 400: they blocked the bot, or are gone. All else may go better later.
    private Told refused(String address, JsonNode answer) {
        int code = answer.path("error_code").asInt(0);
        var why = (code + " " + answer.path("description").asString("")).strip();
        if (code != 400 && code != 403) {
            long rest = answer.path("parameters").path("retry_after").asLong(0);
            return new Told.Later(why, Duration.ofSeconds(Math.max(0, rest)));
        }
        if (code == 403) {
            ways.closed(Channel.TELEGRAM, address);
        }
        return new Told.Never(why);
    }

    @Override
    public byte[] fetch(Said.File file) throws IOException {
        var path =
                ask("getFile", Map.of("file_id", file.id()))
                        .path("result")
                        .path("file_path")
                        .asString("");
        if (path.isEmpty() || path.contains("..")) {
            throw new IOException("Telegram does not hand out a file");
        }
        var line = line();
        return wire.load(Wire.uri(line.api() + "/file/bot" + line.token() + "/" + path), "");
    }

    @Override
    public void check() throws IOException {
        if (!ask("getMe", Map.of()).path("ok").asBoolean(false)) {
            throw new IOException("Telegram does not know this bot");
        }
    }

    private JsonNode ask(String method, Map<String, ?> body) throws IOException {
        var line = line();
        return wire.post(Wire.uri(line.api() + "/bot" + line.token() + "/" + method), body, "")
                .body();
    }

    private Telegram line() throws IOException {
        return lines.telegram().orElseThrow(() -> new IOException("Telegram is not connected"));
    }
}
