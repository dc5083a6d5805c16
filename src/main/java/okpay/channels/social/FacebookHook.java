package okpay.channels.social;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okpay.channels.Channel;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where Facebook Messenger tells what people write to our page.
@Component
class FacebookHook extends MetaHook {

    private final Lines lines;

    FacebookHook(Lines lines, Lobby lobby, FacebookChat chat, JsonMapper json) {
        super(lobby, chat, json);
        this.lines = lines;
    }

    @Override
    public String name() {
        return "facebook";
    }

    @Override
    Optional<Secrets> secrets() {
        return lines.facebook().map(it -> new Secrets(it.appSecret(), it.verifyToken()));
    }

    @Override
    void hear(JsonNode entry) {
        var ours = lines.facebook().orElseThrow().pageId();
        if (entry.path("id").asString("").equals(ours)) {
            entry.path("messaging").forEach(it -> read(it, ours).ifPresent(this::hear));
        }
    }

    /// What our page said itself comes back as an echo; that something arrived or was read comes
    /// without words.
    private static Optional<Said> read(JsonNode event, String ours) {
        var message = event.path("message");
        var id = message.path("mid").asString("");
        var from = event.path("sender").path("id").asString("");
        boolean isToUs = event.path("recipient").path("id").asString("").equals(ours);
        if (id.isEmpty()
                || !isToUs
                || !from.matches("\\d{5,20}")
                || message.path("is_echo").asBoolean(false)) {
            return Optional.empty();
        }
        var text = message.path("text").asString("");
        return Optional.of(new Said(Channel.FACEBOOK, id, from, "", "", text, files(message)));
    }

    private static List<Said.File> files(JsonNode message) {
        var files = new ArrayList<Said.File>();
        for (var it : message.path("attachments")) {
            var url = it.path("payload").path("url").asString("");
            // A place, a shared post or a sticker's set has no file of its own.
            if (!url.isEmpty() && !it.path("type").asString("").equals("fallback")) {
                files.add(new Said.File(url, it.path("type").asString("file")));
            }
        }
        return files;
    }
}
