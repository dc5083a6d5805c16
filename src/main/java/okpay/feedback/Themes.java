package okpay.feedback;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.database.Turns;
import okpay.id.Ids;
import okpay.language.Encoders;
import okpay.language.Script;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What many people wish in different words.
@Component
public class Themes {

    /// Measured by `./okpay bench themes`.
    public static final double NEAR = 0.76;

    private static final int AT_ONCE = 100;
    private static final int MOST = 2_000;
    private static final int SHOWN = 100;
    private static final int LONGEST_NAME = 120;
    static final String TURN = "themes";

    private static final String SELECT =
            """
            select t.id, t.name, t.release,
                count(*) filter (where w.state in ('NEW', 'PLANNED')) as open,
                count(distinct coalesce(w.customer, w.voice)) as people, max(w.at) as latest
            from feedback.theme t join feedback.wish w on w.theme = t.id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Themes(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param name the words of whoever asked first, until somebody names it better
    /// @param release it comes with; empty where none is named
    /// @param open wishes in it that have no answer yet
    /// @param people who asked for it
    public record Theme(
            UUID id, String name, String release, long open, long people, Instant latest) {}

    /// Puts what was told lately where it belongs.
    @Scheduled(fixedDelayString = "${okpay.feedback.themes-every:PT20S}")
    public void group() {
        jdbc
                .sql(
                        """
                        select id, words from feedback.wish
                        where theme is null and kind <> 'PRAISE' order by at limit :most
                        """)
                .param("most", AT_ONCE)
                .query(Told.class)
                .list()
                .stream()
                .collect(Collectors.groupingBy(it -> Script.of(it.words)))
                .forEach(this::group);
    }

    private record Told(UUID id, String words) {}

    /// What it means is found out before anything is locked.
    private void group(Script script, List<Told> told) {
        var encoders = Encoders.shared(script);
        var meant = new LinkedHashMap<Told, float[]>();
        told.forEach(it -> meant.put(it, encoders.meaning(encoders.encode(it.words))));
        transaction.executeWithoutResult(_ -> place(script, meant));
    }

    private void place(Script script, Map<Told, float[]> told) {
        Turns.take(jdbc, TURN);
        var groups = known(script);
        told.forEach((it, meaning) -> {
            var theme = groups.nearest(meaning).orElseGet(() -> begin(it.words));
            int placed =
                    jdbc.sql(
                                    """
                                    update feedback.wish set theme = :theme
                                    where id = :id and theme is null
                                    """)
                            .param("theme", theme)
                            .param("id", it.id)
                            .update();
            if (placed == 1) {
                keep(theme, script, groups.add(theme, meaning));
                planNew(theme);
            }
        });
    }

    private Grouping<UUID> known(Script script) {
        var groups = new Grouping<UUID>(NEAR);
        jdbc.sql(
                        """
                        select m.theme, m.sum from feedback.theme_meaning m
                        join feedback.theme t on t.id = m.theme
                        where m.script = :script and m.models = :models
                        order by (t.release <> '') desc,
                            (select max(w.at) from feedback.wish w where w.theme = t.id) desc
                        limit :most
                        """)
                .param("script", script.name())
                .param("models", Encoders.names(script))
                .param("most", MOST)
                .query((row, _) -> {
                    groups.put(row.getObject("theme", UUID.class), floats(row.getArray("sum")));
                    return true;
                })
                .list();
        return groups;
    }

    private static float[] floats(Array array) throws SQLException {
        var from = (Float[]) array.getArray();
        var to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
        return to;
    }

    private UUID begin(String words) {
        var id = Ids.next();
        var line = words.lines().findFirst().orElse(words);
        jdbc.sql("insert into feedback.theme (id, name, made_at) values (:id, :name, :now)")
                .param("id", id)
                .param("name", Wishes.cut(line, LONGEST_NAME))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    private void keep(UUID theme, Script script, float[] sum) {
        jdbc.sql(
                        """
                        insert into feedback.theme_meaning (theme, script, models, sum)
                        values (:theme, :script, :models, :sum)
                        on conflict (theme, script, models) do update set sum = :sum
                        """)
                .param("theme", theme)
                .param("script", script.name())
                .param("models", Encoders.names(script))
                .param("sum", sum)
                .update();
    }

    /// Those most people wait for first; those without an open wish last.
    public List<Theme> all() {
        return jdbc.sql(SELECT + " group by t.id order by open desc, latest desc limit " + SHOWN)
                .query(Themes::row)
                .list();
    }

    public Optional<Theme> find(UUID theme) {
        return jdbc.sql(SELECT + " where t.id = :id group by t.id")
                .param("id", theme)
                .query(Themes::row)
                .optional();
    }

    private static Theme row(ResultSet row, int n) throws SQLException {
        return new Theme(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("release"),
                row.getLong("open"),
                row.getLong("people"),
                row.getTimestamp("latest").toInstant());
    }

    /// What people said in it, the latest first.
    public List<Wishes.Wish> wishes(UUID theme) {
        return jdbc.sql("select * from feedback.wish where theme = :id order by at desc limit 100")
                .param("id", theme)
                .query(Wishes::row)
                .list();
    }

    /// @return false when the name is empty or too long
    public boolean rename(UUID theme, String name) {
        var tidy = Conversations.tidy(name);
        if (tidy.isEmpty() || tidy.length() > LONGEST_NAME) {
            return false;
        }
        transaction.executeWithoutResult(_ ->
                jdbc.sql("update feedback.theme set name = :name where id = :id")
                        .param("name", tidy)
                        .param("id", theme)
                        .update());
        return true;
    }

    /// What lies in a theme that comes with a release is planned.
    void planNew(UUID theme) {
        jdbc.sql(
                        """
                        update feedback.wish set state = 'PLANNED', moved_at = :now
                        where theme = :id and state = 'NEW'
                          and exists (select from feedback.theme where id = :id and release <> '')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", theme)
                .update();
    }

    /// Two are one: what lies in the first lies in the second, also what comes. A release one of
    /// them comes with is that of both.
    ///
    /// @return false when one of them is not there, or they come with two releases
    public boolean merge(UUID from, UUID into) {
        return transaction.execute(_ -> {
            Turns.take(jdbc, TURN);
            var one = release(from);
            var other = release(into);
            if (from.equals(into) || one.isEmpty() || other.isEmpty()) {
                return false;
            }
            if (!one.equals(other) && !one.get().isEmpty() && !other.get().isEmpty()) {
                return false;
            }
            move(from, into);
            setRelease(into, one.get() + (one.equals(other) ? "" : other.get()));
            return true;
        });
    }

    private Optional<String> release(UUID theme) {
        return jdbc.sql("select release from feedback.theme where id = :id")
                .param("id", theme)
                .query(String.class)
                .optional();
    }

    void setRelease(UUID theme, String release) {
        jdbc.sql("update feedback.theme set release = :release where id = :id")
                .param("release", release)
                .param("id", theme)
                .update();
        planNew(theme);
    }

    private void move(UUID from, UUID into) {
        jdbc.sql("update feedback.wish set theme = :into where theme = :from")
                .param("from", from)
                .param("into", into)
                .update();
        jdbc.sql(
                        """
                        insert into feedback.theme_meaning (theme, script, models, sum)
                        select :into, script, models, sum from feedback.theme_meaning
                        where theme = :from
                        on conflict (theme, script, models) do update set sum =
                            (select array_agg(a + b order by n)
                             from unnest(theme_meaning.sum, excluded.sum)
                                 with ordinality as pair (a, b, n))
                        """)
                .param("from", from)
                .param("into", into)
                .update();
        jdbc.sql("delete from feedback.theme where id = :from").param("from", from).update();
    }
}
