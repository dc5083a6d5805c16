package okpay.channels.voices;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import okpay.channels.Wire;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Mentions at Weibo (open.weibo.com: `2/statuses/mentions`, `2/comments/create`). A comment that
/// is sent again stands there twice: one of which nothing is known is left to a person.
@Component
class WeiboMentions implements PublicPlace {

    private static final int PAGES = 10;
    private static final int PAGE = 200;

    /// 10022 to 10024: too often, for now.
    private static final int FIRST_BUSY = 10_022;

    private static final int LAST_BUSY = 10_024;

    /// As `Tue May 31 17:46:55 +0800 2011`.
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.US);

    private final Squares squares;
    private final Wire wire;

    WeiboMentions(Squares squares, Wire wire) {
        this.squares = squares;
        this.wire = wire;
    }

    @Override
    public Place place() {
        return Place.WEIBO;
    }

    @Override
    public boolean isConnected() {
        return squares.weibo().isPresent();
    }

    @Override
    public void listen(Predicate<Fetched> more) throws IOException {
        var line = squares.weibo().orElseThrow();
        for (int i = 1; i <= PAGES; i++) {
            var at =
                    line.api()
                            + "/2/statuses/mentions.json?count="
                            + PAGE
                            + "&page="
                            + i
                            + "&access_token="
                            + URLEncoder.encode(line.token(), StandardCharsets.UTF_8);
            var answer = wire.get(Wire.uri(at), "");
            if (answer.status().value() != 200) {
                throw new IOException("Weibo answers " + answer.status().value());
            }
            boolean wantsMore = true;
            var all = answer.body().path("statuses");
            for (var it : all) {
                wantsMore &= more.test(read(it));
            }
            if (all.isEmpty() || !wantsMore) {
                return;
            }
        }
    }

    private static Fetched read(JsonNode mention) throws IOException {
        try {
            return new Fetched(
                    mention.path("idstr").asString(""),
                    mention.path("user").path("screen_name").asString(""),
                    0,
                    "",
                    mention.path("text").asString(""),
                    "",
                    "",
                    "",
                    OffsetDateTime.parse(mention.path("created_at").asString(""), DATE)
                            .toInstant());
        } catch (DateTimeException _) {
            throw new IOException("A mention without a date");
        }
    }

    @Override
    public Answered answer(String ref, String words) {
        try {
            var line = squares.weibo().orElseThrow();
            var answer =
                    wire.form(
                            Wire.uri(line.api() + "/2/comments/create.json"),
                            Map.of(
                                    "access_token",
                                    line.token(),
                                    "id",
                                    ref,
                                    "comment",
                                    words,
                                    "rip",
                                    line.ip()));
            int status = answer.status().value();
            int code = answer.body().path("error_code").asInt(0);
            if (code >= FIRST_BUSY && code <= LAST_BUSY) {
                return new Answered.Later("Weibo " + code);
            }
            return status >= 500 || status == 408
                    ? new Answered.Refused(Replies.UNKNOWN)
                    : Statuses.of(status);
        } catch (IOException _) {
            return new Answered.Refused(Replies.UNKNOWN);
        }
    }
}
