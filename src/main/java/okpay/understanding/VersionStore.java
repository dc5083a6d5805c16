package okpay.understanding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// What was taught, and its versions, as rows.
@Component
class VersionStore {

    /// A node that learns tells its progress every few seconds; one that does not has stopped.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String VERSION =
            """
            select n, teaching::text, state, progress, made_by, made_at, published_by
            from understanding.version
            """;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    VersionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// What becomes of the draft.
    sealed interface Change permits Changed, Refused {}

    record Changed(Teaching next) implements Change {}

    record Refused(Teaching.Flaw why) implements Change {}

    Teaching draft() {
        return jdbc.sql("select teaching::text from understanding.draft")
                .query(String.class)
                .optional()
                .map(this::teaching)
                .orElse(Teaching.NOTHING);
    }

    /// One after the other: two people who teach at once do not undo each other.
    @Transactional
    public Optional<Teaching.Flaw> changing(String by, Function<Teaching, Change> change) {
        jdbc.sql(
                        """
                        insert into understanding.draft (teaching, changed_by, changed_at)
                        values ('{"intents":[],"examples":[]}', :by, :now)
                        on conflict (one) do update set changed_by = excluded.changed_by
                        """)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return switch (change.apply(draft())) {
            case Refused(var why) -> Optional.of(why);
            case Changed(var next) -> {
                jdbc.sql(
                                "update understanding.draft set teaching = :next::jsonb, changed_at = :now")
                        .param("next", json.writeValueAsString(next))
                        .param("now", Timestamp.from(clock.instant()))
                        .update();
                yield Optional.empty();
            }
        };
    }

    /// @return empty while another one is being learned
    Optional<Integer> begin(Teaching teaching, String by) {
        return jdbc.sql(
                        """
                        insert into understanding.version
                            (teaching, state, progress, made_by, made_at, told_at)
                        values (:teaching::jsonb, 'LEARNING', 0, :by, :now, :now)
                        on conflict do nothing returning n
                        """)
                .param("teaching", json.writeValueAsString(teaching))
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .optional();
    }

    int learning() {
        return jdbc.sql("select max(n) from understanding.version").query(Integer.class).single();
    }

    void progress(int n, int progress) {
        jdbc.sql(
                        """
                        update understanding.version set progress = :progress, told_at = :now
                        where n = :n and state = 'LEARNING'
                        """)
                .param("progress", Math.clamp(progress, 0, 99))
                .param("now", Timestamp.from(clock.instant()))
                .param("n", n)
                .update();
    }

    boolean move(int n, Version.State from, Version.State to, String by) {
        if (!from.leadsTo(to)) {
            throw new IllegalArgumentException("%s does not lead to %s".formatted(from, to));
        }
        return jdbc.sql(
                                """
                                update understanding.version
                                set state = :to, progress = 100,
                                    published_by = coalesce(nullif(:by, ''), published_by)
                                where n = :n and state = :from
                                """)
                        .param("to", to.name())
                        .param("from", from.name())
                        .param("by", by)
                        .param("n", n)
                        .update()
                == 1;
    }

    /// Versions whose node stopped while it learned them.
    void giveUp() {
        jdbc.sql(
                        """
                        update understanding.version set state = 'FAILED', progress = 100
                        where state = 'LEARNING' and told_at < :since
                        """)
                .param("since", Timestamp.from(clock.instant().minus(PATIENCE)))
                .update();
    }

    @Transactional
    public boolean publish(int n, String by) {
        jdbc.sql("lock table understanding.version in share row exclusive mode").update();
        var state = find(n).map(Version::state);
        if (state.isEmpty() || !state.get().leadsTo(Version.State.LIVE)) {
            return false;
        }
        live().ifPresent(it -> move(it.n(), Version.State.LIVE, Version.State.PAST, ""));
        return move(n, state.get(), Version.State.LIVE, by);
    }

    Optional<Version> live() {
        return jdbc.sql(VERSION + "where state = 'LIVE'").query(this::row).optional();
    }

    Optional<Version> find(int n) {
        return jdbc.sql(VERSION + "where n = :n").param("n", n).query(this::row).optional();
    }

    List<Version> versions(int most) {
        return jdbc.sql(VERSION + "order by n desc limit :most")
                .param("most", most)
                .query(this::row)
                .list();
    }

    private Teaching teaching(String text) {
        return json.readValue(text, Teaching.class);
    }

    private Version row(ResultSet row, int i) throws SQLException {
        return new Version(
                row.getInt("n"),
                teaching(row.getString("teaching")),
                Version.State.valueOf(row.getString("state")),
                row.getInt("progress"),
                row.getString("made_by"),
                row.getTimestamp("made_at").toInstant(),
                Optional.ofNullable(row.getString("published_by")));
    }
}
