package okpay.channels.voices;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Map;
import java.util.function.Predicate;
import okpay.channels.Wire;
import okpay.channels.voices.VoiceSettings.Apple;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Reviews at Apple's App Store (App Store Connect API, customer reviews). An answer that is sent
/// again takes the place of the first; Apple looks at each before it stands there.
@Component
class AppStore implements PublicPlace {

    private static final String AUDIENCE = "appstoreconnect-v1";

    /// At most twenty minutes.
    private static final Duration LASTS = Duration.ofMinutes(10);

    private static final int PAGES = 20;

    private final Squares squares;
    private final Wire wire;
    private final Clock clock;

    AppStore(Squares squares, Wire wire, Clock clock) {
        this.squares = squares;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public Place place() {
        return Place.APP_STORE;
    }

    @Override
    public boolean isConnected() {
        return squares.apple().isPresent();
    }

    @Override
    public void listen(Predicate<Fetched> more) throws IOException {
        var line = squares.apple().orElseThrow();
        var at =
                Wire.uri(
                        line.api()
                                + "/v1/apps/"
                                + line.app()
                                + "/customerReviews?sort=-createdDate&limit=200");
        for (int i = 0; i < PAGES; i++) {
            var answer = wire.get(at, pass(line));
            if (answer.status().value() != 200) {
                throw new IOException("The App Store answers " + answer.status().value());
            }
            boolean wantsMore = true;
            for (var it : answer.body().path("data")) {
                wantsMore &= more.test(read(it));
            }
            var next = answer.body().path("links").path("next").asString("");
            if (next.isEmpty() || !wantsMore) {
                return;
            }
            at = same(line, next);
        }
    }

    /// The next page is where the first one was: our pass is shown to nobody else.
    private static URI same(Apple line, String next) throws IOException {
        var at = Wire.uri(next);
        if (!line.api().getAuthority().equals(at.getAuthority())
                || !line.api().getScheme().equals(at.getScheme())) {
            throw new IOException("A next page elsewhere");
        }
        return at;
    }

    private Fetched read(JsonNode review) {
        var said = review.path("attributes");
        return new Fetched(
                review.path("id").asString(""),
                said.path("reviewerNickname").asString(""),
                said.path("rating").asInt(0),
                said.path("title").asString(""),
                said.path("body").asString(""),
                said.path("territory").asString(""),
                "",
                "",
                at(said.path("createdDate").asString("")));
    }

    /// One that does not say when it was written was written before now, and hides no other.
    private Instant at(String said) {
        try {
            return OffsetDateTime.parse(said).toInstant();
        } catch (DateTimeException _) {
            return clock.instant();
        }
    }

    @Override
    public Answered answer(String ref, String words) {
        try {
            var line = squares.apple().orElseThrow();
            var body =
                    Map.of(
                            "data",
                            Map.of(
                                    "type",
                                    "customerReviewResponses",
                                    "attributes",
                                    Map.of("responseBody", words),
                                    "relationships",
                                    Map.of(
                                            "review",
                                            Map.of(
                                                    "data",
                                                    Map.of(
                                                            "type",
                                                            "customerReviews",
                                                            "id",
                                                            ref)))));
            var at = Wire.uri(line.api() + "/v1/customerReviewResponses");
            return Statuses.of(wire.post(at, body, pass(line)).status().value());
        } catch (IOException e) {
            return new Answered.Later(String.valueOf(e.getMessage()));
        }
    }

    private String pass(Apple line) throws IOException {
        Instant now = clock.instant();
        return Passes.apple(
                line.key(),
                line.keyId(),
                new JWTClaimsSet.Builder()
                        .issuer(line.issuer())
                        .audience(AUDIENCE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LASTS)))
                        .build());
    }
}
