package okpay.messengers;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import okpay.messengers.Square.Corner;
import okpay.messengers.Square.Post;
import org.springframework.stereotype.Component;

/// Weibo's mentions, and comments below them.
@Component
class WeiboSide {

    private static final int LONGEST = 140;
    private static final int PAGE = 2;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.US);

    private final Board board;
    private final Talk talk;
    private final String token = "2.00" + Talk.secret(12);

    WeiboSide(Board board, Talk talk) {
        this.board = board;
        this.talk = talk;
    }

    String token() {
        return token;
    }

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean asks = exchange.getRequestMethod().equals("GET");
            var asked =
                    asks
                            ? exchange.getRequestURI().getRawQuery()
                            : new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
            var fields = Talk.fields(String.valueOf(asked));
            if (board.mood(Corner.WEIBO) == Mood.DOWN) {
                refuse(exchange, 503, 10_010);
            } else if (!token.equals(fields.get("access_token"))) {
                refuse(exchange, 401, 21_332);
            } else if (asks) {
                list(exchange, fields);
            } else {
                answer(exchange, fields);
            }
        }
    }

    private void list(HttpExchange exchange, Map<String, String> fields) throws IOException {
        int count = Math.min(PAGE, Integer.parseInt(fields.getOrDefault("count", "20")));
        int page = Integer.parseInt(fields.getOrDefault("page", "1"));
        talk.answer(
                exchange,
                200,
                Map.of(
                        "statuses",
                        board.posts(Corner.WEIBO).stream()
                                .skip((long) (page - 1) * count)
                                .limit(count)
                                .map(WeiboSide::mention)
                                .toList()));
    }

    private static Map<String, Object> mention(Post it) {
        return Map.of(
                "idstr",
                it.id(),
                "created_at",
                DATE.format(it.at().atOffset(ZoneOffset.ofHours(8))),
                "text",
                it.words(),
                "user",
                Map.of("screen_name", it.author()));
    }

    private void answer(HttpExchange exchange, Map<String, String> fields) throws IOException {
        var words = fields.getOrDefault("comment", "");
        var id = fields.getOrDefault("id", "");
        if (!fields.containsKey("rip")) {
            refuse(exchange, 400, 10_016);
        } else if (board.mood(Corner.WEIBO) == Mood.BUSY) {
            refuse(exchange, 403, 10_023);
        } else if (board.mood(Corner.WEIBO) == Mood.CLOSED
                || words.isEmpty()
                || words.length() > LONGEST) {
            refuse(exchange, 400, 20_012);
        } else if (board.answer(Corner.WEIBO, id, words)) {
            talk.answer(exchange, 200, Map.of("idstr", "c" + id));
        } else {
            refuse(exchange, 400, 20_101);
        }
    }

    private void refuse(HttpExchange exchange, int status, int code) throws IOException {
        talk.answer(exchange, status, Map.of("error_code", code));
    }
}
