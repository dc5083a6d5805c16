package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okpay.messengers.Square.Corner;
import okpay.messengers.Square.PlayAccess;
import okpay.messengers.Square.Post;
import org.springframework.stereotype.Component;

/// Google Play's reviews: a pass for a signed token, pages of two, an answer of at most 350
/// characters.
@Component
class PlaySide {

    private static final int PAGE = 2;
    private static final int LONGEST = 350;

    private final Board board;
    private final Talk talk;
    private final KeyPair pair = Marks.pair("RSA", 2048);
    private final Set<String> passes = ConcurrentHashMap.newKeySet();
    private final PlayAccess access =
            new PlayAccess("com.okpay", "listener@okpay.example", Marks.pem(pair));

    PlaySide(Board board, Talk talk) {
        this.board = board;
        this.talk = talk;
    }

    PlayAccess access() {
        return access;
    }

    void giveToken(HttpExchange exchange, URI here) throws IOException {
        try (exchange) {
            var asked =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var fields = Talk.fields(asked);
            var said =
                    Marks.read(
                            fields.getOrDefault("assertion", ""),
                            pair.getPublic(),
                            "SHA256withRSA");
            var aud = "\"aud\":\"" + here + "/token\"";
            boolean isOurs =
                    "urn:ietf:params:oauth:grant-type:jwt-bearer".equals(fields.get("grant_type"))
                            && said.filter(it ->
                                            it.contains("\"iss\":\"" + access.account() + "\"")
                                                    && it.replace("\\/", "/").contains(aud)
                                                    && it.contains("androidpublisher"))
                                    .isPresent();
            if (!isOurs) {
                talk.answer(exchange, 400, Map.of("error", "invalid_grant"));
                return;
            }
            var pass = Talk.secret(16);
            passes.add(pass);
            talk.answer(
                    exchange,
                    200,
                    Map.of("access_token", pass, "expires_in", 3599, "token_type", "Bearer"));
        }
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bearer = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            var mood = board.mood(Corner.PLAY);
            if (mood == Mood.DOWN) {
                refuse(exchange, 503);
            } else if (!passes.contains(bearer.replace("Bearer ", ""))) {
                refuse(exchange, 401);
            } else if (exchange.getRequestMethod().equals("GET")) {
                list(exchange);
            } else {
                answer(exchange, mood);
            }
        }
    }

    /// What was given out is worth nothing from now on.
    void forgetPasses() {
        passes.clear();
    }

    private void list(HttpExchange exchange) throws IOException {
        var token =
                Talk.fields(String.valueOf(exchange.getRequestURI().getRawQuery())).get("token");
        int from = token == null ? 0 : Integer.parseInt(token);
        var all = board.posts(Corner.PLAY);
        var page = all.subList(Math.min(from, all.size()), Math.min(from + PAGE, all.size()));
        var body = new HashMap<String, Object>();
        body.put("reviews", page.stream().map(PlaySide::review).toList());
        if (from + PAGE < all.size()) {
            body.put("tokenPagination", Map.of("nextPageToken", Integer.toString(from + PAGE)));
        }
        talk.answer(exchange, 200, body);
    }

    private static Map<String, Object> review(Post it) {
        return Map.of(
                "reviewId",
                it.id(),
                "authorName",
                it.author(),
                "comments",
                List.of(
                        Map.of(
                                "userComment",
                                Map.of(
                                        "text",
                                        it.title() + "\t" + it.words(),
                                        "lastModified",
                                        Map.of("seconds", Long.toString(it.at().getEpochSecond())),
                                        "starRating",
                                        it.stars(),
                                        "reviewerLanguage",
                                        "zh",
                                        "device",
                                        "husky",
                                        "appVersionName",
                                        "4.2.1",
                                        "deviceMetadata",
                                        Map.of("productName", "husky (Pixel 8 Pro)")))));
    }

    private void answer(HttpExchange exchange, Mood mood) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var id = path.substring(path.lastIndexOf('/') + 1).replace(":reply", "");
        var words =
                talk.read(exchange.getRequestBody().readAllBytes()).path("replyText").asString("");
        if (mood == Mood.CLOSED || words.isEmpty() || words.length() > LONGEST) {
            refuse(exchange, 400);
        } else if (board.answer(Corner.PLAY, id, words)) {
            talk.answer(exchange, 200, Map.of("result", Map.of("replyText", words)));
        } else {
            refuse(exchange, 404);
        }
    }

    private void refuse(HttpExchange exchange, int status) throws IOException {
        talk.answer(exchange, status, Map.of("error", Map.of("code", status)));
    }
}
