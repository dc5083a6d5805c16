package okpay.channels.social;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.Wire;
import okpay.channels.social.SocialSettings.Whatsapp;
import org.springframework.stereotype.Component;

/// Speaks to people on WhatsApp (Cloud API, `messages` and media). What is not said within 24 hours
/// of their last word WhatsApp does not carry (131047); the customer finds it in the app, and is
/// written to as everybody is who has not read an answer.
@Component
class WhatsappChat implements Messenger {

    private static final int OUTSIDE_THE_WINDOW = 131_047;
    private static final int NOT_ON_WHATSAPP = 131_026;

    private final Lines lines;
    private final Wire wire;
    private final Bindings bindings;

    WhatsappChat(Lines lines, Wire wire, Bindings bindings) {
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
        try {
            var line = line();
            var answer =
                    wire.post(
                                    Wire.uri(line.api() + "/" + line.phoneId() + "/messages"),
                                    Map.of(
                                            "messaging_product",
                                            "whatsapp",
                                            "to",
                                            address,
                                            "type",
                                            "text",
                                            "text",
                                            Map.of("body", text, "preview_url", false)),
                                    line.accessToken())
                            .body();
            var id = answer.path("messages").path(0).path("id").asString("");
            if (!id.isEmpty()) {
                return new Told.Sent(id);
            }
            int code = answer.path("error").path("code").asInt(0);
            var why = (code + " " + answer.path("error").path("message").asString("")).strip();
            return code == OUTSIDE_THE_WINDOW || code == NOT_ON_WHATSAPP
                    ? new Told.Never(why)
                    : new Told.Later(why);
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
