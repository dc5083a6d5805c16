package okpay.channels.social;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okpay.channels.Channel;
import okpay.channels.Wire;
import okpay.channels.social.SocialSettings.Wechat;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/// Speaks to people on WeChat: customer-service messages of an official account (客服消息), which
/// WeChat carries for 48 hours after their last word.
@Component
class WechatChat implements Messenger {

    /// The token is wrong, unknown or over.
    private static final Set<Integer> STALE = Set.of(40_001, 40_014, 42_001);

    /// Outside the 48 hours, they do not follow us any more, or nobody has this name.
    private static final Set<Integer> NEVER = Set.of(45_015, 43_004, 40_003);

    private static final int EARLY = 300;

    private final Lines lines;
    private final Wire wire;
    private final Bindings bindings;
    private final Clock clock;
    private volatile Token token = new Token("", Instant.EPOCH);

    WechatChat(Lines lines, Wire wire, Bindings bindings, Clock clock) {
        this.lines = lines;
        this.wire = wire;
        this.bindings = bindings;
        this.clock = clock;
    }

    private record Token(String value, Instant until) {}

    @Override
    public Bindings bindings() {
        return bindings;
    }

    @Override
    public Channel channel() {
        return Channel.WECHAT;
    }

    @Override
    public Optional<String> at() {
        return lines.wechat().map(Wechat::name);
    }

    @Override
    public String lanes() {
        return "social.wechat";
    }

    @Override
    public int longest() {
        return 2048;
    }

    @Override
    public boolean answersWhenTold() {
        return true;
    }

    @Override
    public Told say(String address, String text) {
        var body = Map.of("touser", address, "msgtype", "text", "text", Map.of("content", text));
        try {
            var answer = send(body);
            if (STALE.contains(answer.path("errcode").asInt(0))) {
                token = new Token("", Instant.EPOCH);
                answer = send(body);
            }
            int code = answer.path("errcode").asInt(-1);
            if (code == 0) {
                return new Told.Sent(answer.path("msgid").asString(""));
            }
            var why = code + " " + answer.path("errmsg").asString("");
            return NEVER.contains(code) ? new Told.Never(why) : new Told.Later(why);
        } catch (IOException e) {
            return new Told.Later(String.valueOf(e.getMessage()));
        }
    }

    private JsonNode send(Map<String, ?> body) throws IOException {
        return wire.post(uri("/cgi-bin/message/custom/send", "access_token", token()), body, "")
                .body();
    }

    @Override
    public byte[] fetch(Said.File file) throws IOException {
        var bytes =
                wire.load(
                        uri("/cgi-bin/media/get", "access_token", token(), "media_id", file.id()),
                        "");
        // What is no file is words about one, with a good status.
        if (bytes.length == 0 || bytes[0] != '{') {
            return bytes;
        }
        var said = wire.read(bytes);
        var video = said.path("video_url").asString("");
        if (!video.isEmpty()) {
            return wire.load(Wire.uri(video), "");
        }
        if (STALE.contains(said.path("errcode").asInt(0))) {
            token = new Token("", Instant.EPOCH);
        }
        throw new IOException("WeChat does not hand out a file: " + said.path("errcode").asInt(0));
    }

    @Override
    public void check() throws IOException {
        token();
    }

    /// One token for all who ask with `stable_token`, on whichever node.
    private synchronized String token() throws IOException {
        var now = clock.instant();
        if (now.isBefore(token.until)) {
            return token.value;
        }
        var line = line();
        var answer =
                wire.post(
                                Wire.uri(line.api() + "/cgi-bin/stable_token"),
                                Map.of(
                                        "grant_type",
                                        "client_credential",
                                        "appid",
                                        line.appId(),
                                        "secret",
                                        line.appSecret()),
                                "")
                        .body();
        var value = answer.path("access_token").asString("");
        if (value.isEmpty()) {
            throw new IOException("WeChat gives no token: " + answer.path("errcode").asInt(0));
        }
        var until = now.plusSeconds(answer.path("expires_in").asLong(0) - EARLY);
        token = new Token(value, until);
        return value;
    }

    private URI uri(String path, String... query) throws IOException {
        var uri = UriComponentsBuilder.fromUri(line().api()).path(path);
        for (int i = 0; i < query.length; i += 2) {
            uri.queryParam(query[i], "{" + query[i] + "}");
        }
        var values = new Object[query.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = query[2 * i + 1];
        }
        return uri.encode().buildAndExpand(values).toUri();
    }

    private Wechat line() throws IOException {
        return lines.wechat().orElseThrow(() -> new IOException("WeChat is not connected"));
    }
}
