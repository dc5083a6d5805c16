package okpay.messengers;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import okpay.messengers.Square.Corner;
import okpay.messengers.Square.Post;
import org.springframework.stereotype.Component;

/// What stands in public, and how each place is.
@Component
class Board {

    private final Clock clock;
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());
    private final Map<String, Post> posts = new ConcurrentHashMap<>();
    private final Map<Corner, Mood> moods = new ConcurrentHashMap<>();

    Board(Clock clock) {
        this.clock = clock;
    }

    String add(Corner corner, String author, int stars, String title, String words) {
        var id = Long.toString(numbers.incrementAndGet());
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        posts.put(id, new Post(corner, id, author, stars, title, words, "", 0, now));
        return id;
    }

    void change(String id, int stars, String title, String words) {
        posts.computeIfPresent(
                id,
                (_, it) ->
                        new Post(
                                it.corner(),
                                id,
                                it.author(),
                                stars,
                                title,
                                words,
                                it.answer(),
                                it.answers(),
                                clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    }

    /// @return false when there is no such post
    boolean answer(Corner corner, String id, String words) {
        return posts.computeIfPresent(
                        id,
                        (_, it) ->
                                it.corner() != corner
                                        ? it
                                        : new Post(
                                                it.corner(),
                                                id,
                                                it.author(),
                                                it.stars(),
                                                it.title(),
                                                it.words(),
                                                words,
                                                it.answers() + 1,
                                                it.at()))
                != null;
    }

    List<Post> posts(Corner corner) {
        return posts.values().stream()
                .filter(it -> it.corner() == corner)
                .sorted(Comparator.comparing(Post::at).thenComparing(Post::id).reversed())
                .toList();
    }

    void behave(Corner corner, Mood mood) {
        moods.put(corner, mood);
    }

    Mood mood(Corner corner) {
        return moods.getOrDefault(corner, Mood.PROMPT);
    }
}
