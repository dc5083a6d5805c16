package okpay.channels.voices;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.function.Predicate;
import okpay.channels.Wire;
import okpay.channels.voices.VoiceSettings.Play;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Reviews at Google Play (developers.google.com/android-publisher/reply-to-reviews): those of the
/// last seven days can be had. An answer that is sent again takes the place of the first.
@Component
class PlayStore implements PublicPlace {

    private static final String SCOPE = "https://www.googleapis.com/auth/androidpublisher";
    private static final Duration LASTS = Duration.ofHours(1);
    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final int PAGES = 20;

    private final Squares squares;
    private final Wire wire;
    private final Clock clock;
    private @Nullable Pass pass;

    PlayStore(Squares squares, Wire wire, Clock clock) {
        this.squares = squares;
        this.wire = wire;
        this.clock = clock;
    }

    private record Pass(String token, Instant until) {
        @Override
        public String toString() {
            return "a pass until " + until;
        }
    }

    @Override
    public Place place() {
        return Place.PLAY_STORE;
    }

    @Override
    public boolean isConnected() {
        return squares.play().isPresent();
    }

    @Override
    public void listen(Predicate<Fetched> more) throws IOException {
        var line = squares.play().orElseThrow();
        var next = "";
        for (int i = 0; i < PAGES; i++) {
            var answer = wire.get(reviews(line, "?maxResults=100" + next), pass(line));
            if (answer.status().value() != 200) {
                refresh(answer.status().value());
                throw new IOException("Google Play answers " + answer.status().value());
            }
            boolean wantsMore = true;
            for (var it : answer.body().path("reviews")) {
                wantsMore &= more.test(read(it));
            }
            var token = answer.body().path("tokenPagination").path("nextPageToken").asString("");
            if (token.isEmpty() || !wantsMore) {
                return;
            }
            next = "&token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
        }
    }

    /// A title stands before a tab.
    private static Fetched read(JsonNode review) {
        var said = review.path("comments").path(0).path("userComment");
        var text = said.path("text").asString("").strip();
        int tab = text.indexOf('\t');
        var device = said.path("deviceMetadata").path("productName").asString("");
        return new Fetched(
                review.path("reviewId").asString(""),
                review.path("authorName").asString(""),
                said.path("starRating").asInt(0),
                tab < 0 ? "" : text.substring(0, tab),
                text.substring(tab + 1).strip(),
                said.path("reviewerLanguage").asString(""),
                said.path("appVersionName").asString(""),
                device.isEmpty() ? said.path("device").asString("") : device,
                Instant.ofEpochSecond(said.path("lastModified").path("seconds").asLong(0)));
    }

    @Override
    public Answered answer(String ref, String words) {
        try {
            var line = squares.play().orElseThrow();
            var path = "/" + URLEncoder.encode(ref, StandardCharsets.UTF_8) + ":reply";
            var answer = wire.post(reviews(line, path), Map.of("replyText", words), pass(line));
            int status = answer.status().value();
            refresh(status);
            return Statuses.of(status);
        } catch (IOException e) {
            return new Answered.Later(String.valueOf(e.getMessage()));
        }
    }

    private static URI reviews(Play line, String rest) throws IOException {
        return Wire.uri(
                line.api() + "/androidpublisher/v3/applications/" + line.app() + "/reviews" + rest);
    }

    /// A pass that is not believed any more is not shown again.
    private synchronized void refresh(int status) {
        if (status == 401) {
            pass = null;
        }
    }

    private synchronized String pass(Play line) throws IOException {
        var now = clock.instant();
        if (pass == null || pass.until.isBefore(now)) {
            var claims =
                    new JWTClaimsSet.Builder()
                            .issuer(line.account())
                            .audience(line.tokens().toString())
                            .claim("scope", SCOPE)
                            .issueTime(Date.from(now))
                            .expirationTime(Date.from(now.plus(LASTS)))
                            .build();
            var answer =
                    wire.form(
                            line.tokens(),
                            Map.of(
                                    "grant_type",
                                    "urn:ietf:params:oauth:grant-type:jwt-bearer",
                                    "assertion",
                                    Passes.google(line.key(), claims)));
            var token = answer.body().path("access_token").asString("");
            if (token.isEmpty()) {
                throw new IOException("Google gives no pass: " + answer.status().value());
            }
            long lasts = answer.body().path("expires_in").asLong(0);
            pass = new Pass(token, now.plusSeconds(lasts).minus(EARLY));
        }
        return pass.token;
    }
}
