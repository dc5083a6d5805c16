package okpay.channels.social;

import java.util.List;
import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.Returns;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where WhatsApp tells what people say, and what became of what we said.
@Component
class WhatsappHook extends MetaHook {

    private final Lines lines;
    private final Returns returns;

    WhatsappHook(Lines lines, Lobby lobby, WhatsappChat chat, Returns returns, JsonMapper json) {
        super(lobby, chat, json);
        this.lines = lines;
        this.returns = returns;
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    Optional<Secrets> secrets() {
        return lines.whatsapp().map(it -> new Secrets(it.appSecret(), it.verifyToken()));
    }

    @Override
    void hear(JsonNode entry) {
        entry.path("changes").forEach(it -> take(it.path("value")));
    }

    private void take(JsonNode value) {
        var ours = lines.whatsapp().orElseThrow().phoneId();
        if (!value.path("metadata").path("phone_number_id").asString(ours).equals(ours)) {
            return;
        }
        value.path("statuses").forEach(this::became);
        var name = value.path("contacts").path(0).path("profile").path("name").asString("");
        value.path("messages").forEach(it -> read(it, name).ifPresent(this::hear));
    }

    private void became(JsonNode status) {
        if (status.path("status").asString("").equals("failed")) {
            var error = status.path("errors").path(0);
            returns.returned(
                    Channel.WHATSAPP,
                    status.path("id").asString(""),
                    (error.path("code").asInt(0) + " " + error.path("title").asString("")).strip());
        }
    }

    private static Optional<Said> read(JsonNode message, String name) {
        var id = message.path("id").asString("");
        var from = message.path("from").asString("");
        if (id.isEmpty() || !from.matches("\\d{5,20}")) {
            return Optional.empty();
        }
        var type = message.path("type").asString("");
        var content = message.path(type);
        var text =
                type.equals("text")
                        ? content.path("body").asString("")
                        : content.path("caption").asString("");
        var files =
                content.has("id") && content.has("mime_type")
                        ? List.of(
                                new Said.File(
                                        content.path("id").asString(""),
                                        content.path("filename").asString(type)))
                        : List.<Said.File>of();
        return Optional.of(new Said(Channel.WHATSAPP, id, from, name, "", text, files));
    }
}
