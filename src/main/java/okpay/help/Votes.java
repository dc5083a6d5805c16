package okpay.help;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Did an article help? One vote of each reader for each article; another one replaces it.
@Component
public class Votes {

    private static final int LONGEST = 500;

    private final JdbcClient jdbc;
    private final Errands errands;
    private final Clock clock;

    Votes(JdbcClient jdbc, Errands errands, Clock clock) {
        this.jdbc = jdbc;
        this.errands = errands;
        this.clock = clock;
    }

    /// How an article is liked.
    public record Count(long useful, long notUseful) {}

    /// What a reader missed.
    public record Missed(Optional<Complaint> complaint, String words) {}

    /// @param visitor whatever the reader is known by; only a digest of it is kept
    @Transactional
    public void vote(Edition edition, String visitor, boolean isUseful) {
        int changed =
                jdbc.sql(
                                """
                                insert into help.vote (slug, tongue, visitor, version, useful, at)
                                values (:slug, :tongue, :visitor, :version, :useful, :now)
                                on conflict (slug, tongue, visitor) do update
                                set useful = excluded.useful, version = excluded.version,
                                    reason = null, words = '', at = excluded.at
                                where vote.useful <> excluded.useful
                                   or vote.version <> excluded.version
                                """)
                        .param("slug", edition.slug())
                        .param("tongue", edition.tongue().name())
                        .param("visitor", unnamed(visitor))
                        .param("version", edition.version())
                        .param("useful", isUseful)
                        .param("now", Timestamp.from(clock.instant()))
                        .update();
        if (!isUseful && changed == 1) {
            errands.notUseful(edition.tongue(), edition.slug());
        }
    }

    /// Why it did not help; only of somebody who said so.
    public void explain(Edition edition, String visitor, Complaint complaint, String words) {
        var some = words.strip();
        jdbc.sql(
                        """
                        update help.vote set reason = :reason, words = :words
                        where slug = :slug and tongue = :tongue and visitor = :visitor
                          and not useful
                        """)
                .param("reason", complaint.name())
                .param("words", some.length() > LONGEST ? some.substring(0, LONGEST) : some)
                .param("slug", edition.slug())
                .param("tongue", edition.tongue().name())
                .param("visitor", unnamed(visitor))
                .update();
    }

    /// What this reader said of it.
    public Optional<Boolean> of(Edition edition, String visitor) {
        return jdbc.sql(
                        """
                        select useful from help.vote
                        where slug = :slug and tongue = :tongue and visitor = :visitor
                        """)
                .param("slug", edition.slug())
                .param("tongue", edition.tongue().name())
                .param("visitor", unnamed(visitor))
                .query(Boolean.class)
                .optional();
    }

    private static String unnamed(String visitor) {
        return MeaningStore.gist("vote", visitor);
    }

    /// By article, both languages together.
    public Map<String, Count> counts() {
        var counts = new HashMap<String, Count>();
        jdbc.sql(
                        """
                        select slug, count(*) filter (where useful) as good,
                               count(*) filter (where not useful) as bad
                        from help.vote group by slug
                        """)
                .query(row -> {
                    counts.put(
                            row.getString("slug"),
                            new Count(row.getLong("good"), row.getLong("bad")));
                });
        return counts;
    }

    /// What readers missed in an article, the latest first.
    public List<Missed> missed(String slug, Tongue tongue, int most) {
        return jdbc.sql(
                        """
                        select reason, words from help.vote
                        where slug = :slug and tongue = :tongue and not useful
                          and (reason is not null or words <> '')
                        order by at desc limit :most
                        """)
                .param("slug", slug)
                .param("tongue", tongue.name())
                .param("most", most)
                .query((row, _) ->
                        new Missed(
                                Optional.ofNullable(row.getString("reason"))
                                        .map(Complaint::valueOf),
                                row.getString("words")))
                .list();
    }
}
