package okpay.channels.social;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.Envelope;
import okpay.channels.Wire;
import okpay.channels.social.SocialSettings.Facebook;
import org.springframework.stereotype.Component;

/// Speaks to people on Facebook Messenger (Send API of a page). Within 24 hours of their last word
/// it carries everything; within seven days what a human wrote, where Meta has allowed the page so
/// (`HUMAN_AGENT`); after that nothing.
@Component
class FacebookChat implements Messenger {

    private static final int NOT_ALLOWED = 10;
    private static final int OUTSIDE_THE_WINDOW = 2_018_278;
    private static final int NOT_THERE = 551;
    private static final int NOBODY = 2_018_001;

    private final Lines lines;
    private final Wire wire;
    private final Bindings bindings;

    FacebookChat(Lines lines, Wire wire, Bindings bindings) {
        this.lines = lines;
        this.wire = wire;
        this.bindings = bindings;
    }

    @Override
    public Bindings bindings() {
        return bindings;
    }

    @Override
    public Channel channel() {
        return Channel.FACEBOOK;
    }

    @Override
    public Optional<String> at() {
        return lines.facebook().map(Facebook::name);
    }

    @Override
    public String lanes() {
        return "social.facebook";
    }

    /// In characters, says Meta; nobody says whose.
    @Override
    public int longest() {
        return 2000;
    }

    @Override
    public Told say(String address, String text) {
        return say(address, text, Map.of("messaging_type", "RESPONSE"));
    }

    @Override
    public Told sayLate(Envelope envelope, String piece, String why) {
        boolean mayAgents = lines.facebook().filter(Facebook::humanAgent).isPresent();
        return mayAgents && !envelope.automatic()
                ? say(
                        envelope.address(),
                        piece,
                        Map.of("messaging_type", "MESSAGE_TAG", "tag", "HUMAN_AGENT"))
                : new Told.Never(why);
    }

    private Told say(String address, String text, Map<String, Object> how) {
        var body = new HashMap<>(how);
        body.put("recipient", Map.of("id", address));
        body.put("message", Map.of("text", text));
        try {
            var line = line();
            var to = Wire.uri(line.api() + "/" + line.pageId() + "/messages");
            var answer = wire.post(to, body, line.accessToken()).body();
            var id = answer.path("message_id").asString("");
            if (!id.isEmpty()) {
                return new Told.Sent(id);
            }
            var error = answer.path("error");
            int code = error.path("code").asInt(0);
            int more = error.path("error_subcode").asInt(0);
            var why = (code + " " + error.path("message").asString("")).strip();
            if (code == NOT_ALLOWED && more == OUTSIDE_THE_WINDOW) {
                return how.containsKey("tag") ? new Told.Never(why) : new Told.TooLate(why);
            }
            return code == NOT_THERE || more == NOBODY ? new Told.Never(why) : new Told.Later(why);
        } catch (IOException e) {
            return new Told.Later(String.valueOf(e.getMessage()));
        }
    }

    /// A file lies at an address which whoever signed the knock named.
    @Override
    public byte[] fetch(Said.File file) throws IOException {
        var from = Wire.uri(file.id());
        boolean isOfTheirs =
                "https".equals(from.getScheme())
                        || String.valueOf(from.getAuthority()).equals(line().api().getAuthority());
        if (!isOfTheirs) {
            throw new IOException("A file lies where nothing of Meta's does");
        }
        return wire.load(from, "");
    }

    @Override
    public void check() throws IOException {
        var line = line();
        var answer = wire.get(Wire.uri(line.api() + "/" + line.pageId()), line.accessToken());
        if (!answer.status().is2xxSuccessful()) {
            throw new IOException("Facebook Messenger answers " + answer.status());
        }
    }

    private Facebook line() throws IOException {
        return lines.facebook()
                .orElseThrow(() -> new IOException("Facebook Messenger is not connected"));
    }
}
