package okpay.channels.social;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okpay.channels.Channel;
import okpay.channels.Hook;
import okpay.channels.Returns;
import okpay.channels.social.SocialSettings.Whatsapp;
import okpay.id.Digests;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where WhatsApp tells what people say, and what became of what we said.
@Component
class WhatsappHook implements Hook, DisposableBean {

    private final Lines lines;
    private final Lobby lobby;
    private final WhatsappChat chat;
    private final Returns returns;
    private final JsonMapper json;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    WhatsappHook(Lines lines, Lobby lobby, WhatsappChat chat, Returns returns, JsonMapper json) {
        this.lines = lines;
        this.lobby = lobby;
        this.chat = chat;
        this.returns = returns;
        this.json = json;
    }

    @Override
    public String name() {
        return "whatsapp";
    }

    @Override
    public Answer take(Knock knock) {
        var line = lines.whatsapp();
        if (line.isEmpty()) {
            return Answer.NOBODY;
        }
        if (knock.asks()) {
            return Digests.isSame(line.get().verifyToken(), knock.query("hub.verify_token"))
                    ? Answer.text(knock.query("hub.challenge"))
                    : Answer.NOT_SIGNED;
        }
        var body = knock.body().getByteArray();
        if (!Digests.isSame(sign(line.get(), body), knock.header("x-hub-signature-256"))) {
            return Answer.NOT_SIGNED;
        }
        try {
            var all = json.readTree(body);
            all.path("entry")
                    .forEach(entry ->
                            entry.path("changes")
                                    .forEach(it -> take(it.path("value"), line.get())));
            return Answer.text("");
        } catch (JacksonException _) {
            return Answer.NOT_UNDERSTOOD;
        }
    }

    private void take(JsonNode value, Whatsapp line) {
        var number = value.path("metadata").path("phone_number_id").asString(line.phoneId());
        if (!number.equals(line.phoneId())) {
            return;
        }
        value.path("statuses").forEach(this::became);
        var name = value.path("contacts").path(0).path("profile").path("name").asString("");
        value.path("messages")
                .forEach(it ->
                        read(it, name)
                                .ifPresent(said ->
                                        lobby.take(said)
                                                .ifPresent(text ->
                                                        threads.execute(() ->
                                                                chat.say(said.address(), text)))));
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

    private static String sign(Whatsapp line, byte[] body) {
        var secret = line.appSecret().getBytes(StandardCharsets.UTF_8);
        return "sha256=" + HexFormat.of().formatHex(Digests.hmac(secret, body));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
