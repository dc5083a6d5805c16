package okpay.channels.social;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okpay.channels.Hook;
import okpay.id.Digests;
import org.springframework.beans.factory.DisposableBean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where Meta tells what people say: all of its chats knock, sign and ask in the same way.
abstract class MetaHook implements Hook, DisposableBean {

    private final Lobby lobby;
    private final Messenger chat;
    private final JsonMapper json;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    MetaHook(Lobby lobby, Messenger chat, JsonMapper json) {
        this.lobby = lobby;
        this.chat = chat;
        this.json = json;
    }

    /// @param app signs what they send us
    /// @param verify which they show when the webhook is set up
    record Secrets(String app, String verify) {

        @Override
        public String toString() {
            return "secrets of a webhook";
        }
    }

    /// Empty while it is not connected.
    abstract Optional<Secrets> secrets();

    /// One of a knock's entries.
    abstract void hear(JsonNode entry);

    @Override
    public final Answer take(Knock knock) {
        var secrets = secrets();
        if (secrets.isEmpty()) {
            return Answer.NOBODY;
        }
        if (knock.asks()) {
            return Digests.isSame(secrets.get().verify, knock.query("hub.verify_token"))
                    ? Answer.text(knock.query("hub.challenge"))
                    : Answer.NOT_SIGNED;
        }
        var body = knock.body().getByteArray();
        if (!Digests.isSame(sign(secrets.get().app, body), knock.header("x-hub-signature-256"))) {
            return Answer.NOT_SIGNED;
        }
        try {
            json.readTree(body).path("entry").forEach(this::hear);
            return Answer.text("");
        } catch (JacksonException _) {
            return Answer.NOT_UNDERSTOOD;
        }
    }

    final void hear(Said said) {
        lobby.take(said)
                .ifPresent(answer -> threads.execute(() -> chat.say(said.address(), answer)));
    }

    private static String sign(String secret, byte[] body) {
        var key = secret.getBytes(StandardCharsets.UTF_8);
        return "sha256=" + HexFormat.of().formatHex(Digests.hmac(key, body));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
