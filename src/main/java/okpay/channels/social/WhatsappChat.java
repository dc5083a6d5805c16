package okpay.channels.social;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Envelope;
import okpay.channels.Wire;
import okpay.channels.social.SocialSettings.Whatsapp;
import org.springframework.stereotype.Component;

/// Speaks to people on WhatsApp (Cloud API, `messages` and media). What is not said within 24 hours
/// of their last word WhatsApp does not carry (131047), but for texts it has approved: one of those
/// asks them to write a word, and when they do, they are told. Whoever does not finds it in the
/// app, and is written to as everybody is who has not read an answer.
@Component
class WhatsappChat implements Messenger {

    private static final int OUTSIDE_THE_WINDOW = 131_047;
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final int NOT_ON_WHATSAPP = 131_026;

    private final Lines lines;
    private final Wire wire;
    private final Bindings bindings;
    private final Invitations invitations;
    private final Arrivals arrivals;
    private final Clock clock;

    WhatsappChat(
            Lines lines,
            Wire wire,
            Bindings bindings,
            Invitations invitations,
            Arrivals arrivals,
            Clock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
        this.lines = lines;
        this.wire = wire;
        this.bindings = bindings;
        this.invitations = invitations;
    }

    @Override
    public Bindings bindings() {
        return bindings;
    }

    @Override
    public Channel channel() {
        return Channel.WHATSAPP;
    }

    @Override
    public Optional<String> at() {
        return lines.whatsapp().map(Whatsapp::name);
    }

    @Override
    public String lanes() {
        return "social.whatsapp";
    }

    @Override
    public int longest() {
        return 4096;
    }

    @Override
    public Told say(String address, String text) {
        return say(address, Map.of("type", "text", "text", text(text)));
    }

    private static Map<String, Object> text(String body) {
        return Map.of("body", body, "preview_url", false);
    }

    /// WhatsApp takes what comes too late, and says only afterwards that it did not carry it.
    @Override
    public boolean isTooLate(String address) {
        var then = clock.instant().minus(WINDOW);
        return arrivals.since(channel(), address, then) == 0;
    }

    @Override
    public Told sayLate(Envelope envelope, String piece, String why) {
        var address = envelope.address();
        var template = lines.whatsapp().flatMap(Whatsapp::template);
        var since = invitations.since(channel(), address);
        if (template.isEmpty() || since.filter(invitations::isOver).isPresent()) {
            return new Told.Never(why);
        }
        var wait = new Told.Later(why, Invitations.LASTS);
        if (since.isPresent()) {
            return wait;
        }
        var told = say(address, template(template.get(), envelope));
        if (told instanceof Told.Sent) {
            invitations.asked(channel(), address);
            return wait;
        }
        return told instanceof Told.TooLate ? new Told.Never(why) : told;
    }

    /// Its one parameter is the number of the case.
    private static Map<String, Object> template(String name, Envelope envelope) {
        var language = envelope.language().getLanguage().equals("zh") ? "zh_CN" : "en";
        var number = Map.of("type", "text", "text", envelope.about().orElse("OKPay"));
        var body = Map.of("type", "body", "parameters", List.of(number));
        return Map.of(
                "type",
                "template",
                "template",
                Map.of(
                        "name",
                        name,
                        "language",
                        Map.of("code", language),
                        "components",
                        List.of(body)));
    }

    private Told say(String address, Map<String, Object> what) {
        var body = new HashMap<>(what);
        body.put("messaging_product", "whatsapp");
        body.put("to", address);
        try {
            var line = line();
            var to = Wire.uri(line.api() + "/" + line.phoneId() + "/messages");
            var answer = wire.post(to, body, line.accessToken()).body();
            var id = answer.path("messages").path(0).path("id").asString("");
            if (!id.isEmpty()) {
                return new Told.Sent(id);
            }
            int code = answer.path("error").path("code").asInt(0);
            var why = (code + " " + answer.path("error").path("message").asString("")).strip();
            return switch (code) {
                case OUTSIDE_THE_WINDOW -> new Told.TooLate(why);
                case NOT_ON_WHATSAPP -> new Told.Never(why);
                default -> new Told.Later(why);
            };
        } catch (IOException e) {
            return new Told.Later(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public byte[] fetch(Said.File file) throws IOException {
        var line = line();
        var url =
                wire.get(Wire.uri(line.api() + "/" + file.id()), line.accessToken())
                        .body()
                        .path("url")
                        .asString("");
        if (url.isEmpty()) {
            throw new IOException("WhatsApp does not hand out a file");
        }
        return wire.load(Wire.uri(url), line.accessToken());
    }

    @Override
    public void check() throws IOException {
        var line = line();
        var answer = wire.get(Wire.uri(line.api() + "/" + line.phoneId()), line.accessToken());
        if (!answer.status().is2xxSuccessful()) {
            throw new IOException("WhatsApp answers " + answer.status());
        }
    }

    private Whatsapp line() throws IOException {
        return lines.whatsapp().orElseThrow(() -> new IOException("WhatsApp is not connected"));
    }
}
