package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import okpay.messengers.Square.AppleAccess;
import okpay.messengers.Square.Corner;
import okpay.messengers.Square.Post;
import org.springframework.stereotype.Component;

/// App Store Connect's customer reviews: each question is signed, pages of two.
@Component
class AppleSide {

    private static final int PAGE = 2;
    private static final int LONGEST = 5970;
    private static final int LASTS = 20 * 60;
    private static final Pattern NUMBER = Pattern.compile("\"(iat|exp)\":(\\d+)");
    private static final Pattern FROM = Pattern.compile("cursor=(\\d+)");

    private final Board board;
    private final Talk talk;
    private final KeyPair pair = Marks.pair("EC", 256);
    private final AppleAccess access =
            new AppleAccess("6400000001", "57246542-96fe-1a63", "2X9R4HXF34", Marks.pem(pair));

    AppleSide(Board board, Talk talk) {
        this.board = board;
        this.talk = talk;
    }

    AppleAccess access() {
        return access;
    }

    void serve(HttpExchange exchange, URI here) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (board.mood(Corner.APPLE) == Mood.DOWN) {
                refuse(exchange, 500);
            } else if (!isAllowed(exchange)) {
                refuse(exchange, 401);
            } else if (path.equals("/v1/apps/" + access.app() + "/customerReviews")) {
                list(exchange, here);
            } else if (path.equals("/v1/customerReviewResponses")) {
                answer(exchange);
            } else {
                refuse(exchange, 404);
            }
        }
    }

    /// ES256 by the key of this name, for twenty minutes at most.
    private boolean isAllowed(HttpExchange exchange) {
        var bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return Marks.read(
                        bearer.replace("Bearer ", ""),
                        pair.getPublic(),
                        "SHA256withECDSAinP1363Format")
                .filter(it ->
                        it.contains("\"kid\":\"" + access.keyId() + "\"")
                                && it.contains("\"iss\":\"" + access.issuer() + "\"")
                                && it.contains("\"aud\":\"appstoreconnect-v1\"")
                                && lasts(it) <= LASTS)
                .isPresent();
    }

    private static long lasts(String claims) {
        var times = new HashMap<String, Long>();
        NUMBER.matcher(claims)
                .results()
                .forEach(it -> times.put(it.group(1), Long.parseLong(it.group(2))));
        return times.getOrDefault("exp", Long.MAX_VALUE) - times.getOrDefault("iat", 0L);
    }

    private void list(HttpExchange exchange, URI here) throws IOException {
        var asked = FROM.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
        int from = asked.find() ? Integer.parseInt(asked.group(1)) : 0;
        var all = board.posts(Corner.APPLE);
        var page = all.subList(Math.min(from, all.size()), Math.min(from + PAGE, all.size()));
        var links = new HashMap<String, Object>();
        if (from + PAGE < all.size()) {
            links.put(
                    "next",
                    here + "/v1/apps/" + access.app() + "/customerReviews?cursor=" + (from + PAGE));
        }
        talk.answer(
                exchange,
                200,
                Map.of("data", page.stream().map(AppleSide::review).toList(), "links", links));
    }

    private static Map<String, Object> review(Post it) {
        return Map.of(
                "type",
                "customerReviews",
                "id",
                it.id(),
                "attributes",
                Map.of(
                        "rating",
                        it.stars(),
                        "title",
                        it.title(),
                        "body",
                        it.words(),
                        "reviewerNickname",
                        it.author(),
                        "createdDate",
                        it.at().toString().replace("Z", "-00:00"),
                        "territory",
                        "CHN"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var data = talk.read(exchange.getRequestBody().readAllBytes()).path("data");
        var words = data.path("attributes").path("responseBody").asString("");
        var id = data.path("relationships").path("review").path("data").path("id").asString("");
        if (board.mood(Corner.APPLE) == Mood.CLOSED
                || words.isEmpty()
                || words.length() > LONGEST) {
            refuse(exchange, 409);
        } else if (board.answer(Corner.APPLE, id, words)) {
            talk.answer(
                    exchange,
                    201,
                    Map.of("data", Map.of("type", "customerReviewResponses", "id", "r" + id)));
        } else {
            refuse(exchange, 404);
        }
    }

    private void refuse(HttpExchange exchange, int status) throws IOException {
        talk.answer(exchange, status, Map.of("errors", Map.of("status", status)));
    }
}
