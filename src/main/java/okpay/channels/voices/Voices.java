package okpay.channels.voices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Beginning;
import okpay.channels.CheckNumber;
import okpay.channels.voices.PublicPlace.Fetched;
import okpay.feedback.Wishes;
import okpay.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What was said in public: kept, with what it said before it was changed, and handed on to those
/// who gather what people wish.
@Component
public class Voices {

    private static final int PAGE = 50;
    private static final int LONGEST = 6_000;
    private static final int LINE = 300;
    private static final int HAPPY = 4;

    private static final String SELECT = "select v.* from channels.voice v";

    private final JdbcClient jdbc;
    private final Wishes wishes;
    private final Clock clock;

    Voices(JdbcClient jdbc, Wishes wishes, Clock clock) {
        this.jdbc = jdbc;
        this.wishes = wishes;
        this.clock = clock;
    }

    /// Which of them are looked at.
    public enum View {
        ALL,
        /// Nobody has answered them.
        OPEN,
        /// Three stars and less, and mentions.
        UNHAPPY
    }

    /// How a place judged us in a week.
    ///
    /// @param week its Monday
    public record Week(Place place, LocalDate week, double average, long count) {}

    /// What something said before.
    public record Before(Instant at, int stars, String title, String words) {}

    /// Keeps what was heard.
    ///
    /// @return false when it is as it was
    @Transactional
    boolean keep(Place place, Fetched it) {
        if (it.ref().isEmpty() || (place.hasStars() && (it.stars() < 1 || it.stars() > 5))) {
            return true;
        }
        var known = known(place, it.ref());
        if (known.isPresent() && isSame(known.get(), it)) {
            return false;
        }
        var id = known.map(Voice::id).orElseGet(Ids::next);
        if (known.isEmpty() && !insert(id, place, it)) {
            return true;
        }
        // The wish is held before what it was said by, as by whoever answers it.
        wishes.heard(id, kind(place, it.stars()), said(it), it.version() + " " + it.device());
        known.ifPresent(was -> change(was, it));
        return true;
    }

    private static Wishes.Kind kind(Place place, int stars) {
        return place.hasStars() && stars >= HAPPY ? Wishes.Kind.PRAISE : Wishes.Kind.PROBLEM;
    }

    private static String said(Fetched it) {
        return (it.title() + "\n" + it.words()).strip();
    }

    private static boolean isSame(Voice known, Fetched it) {
        return known.stars() == it.stars()
                && known.title().equals(Beginning.of(it.title(), LINE))
                && known.words().equals(Beginning.of(it.words(), LONGEST));
    }

    /// An answer that was given was to other words: it stands there, and may be given anew.
    private void change(Voice known, Fetched it) {
        int changed =
                jdbc.sql(
                                """
                                update channels.voice set stars = :stars, title = :title, words = :words,
                                    version = :version, device = :device, said_at = :at,
                                    changes = changes + 1,
                                    state = case when state = 'WAITING' then state else 'NONE' end
                                where id = :id and changes = :changes
                                """)
                        .param("stars", it.stars())
                        .param("title", Beginning.of(it.title(), LINE))
                        .param("words", Beginning.of(it.words(), LONGEST))
                        .param("version", Beginning.of(it.version(), LINE))
                        .param("device", Beginning.of(it.device(), LINE))
                        .param("at", Timestamp.from(it.at()))
                        .param("id", known.id())
                        .param("changes", known.changes())
                        .update();
        if (changed == 1) {
            jdbc.sql(
                            """
                            insert into channels.voice_before
                                (voice, nth, at, stars, title, words)
                            values (:id, :nth, :at, :stars, :title, :words)
                            """)
                    .param("id", known.id())
                    .param("nth", known.changes())
                    .param("at", Timestamp.from(known.at()))
                    .param("stars", known.stars())
                    .param("title", known.title())
                    .param("words", known.words())
                    .update();
        }
    }

    private boolean insert(UUID id, Place place, Fetched it) {
        return jdbc.sql(
                                """
                                insert into channels.voice (id, place, ref, code, author, stars, title,
                                    words, territory, version, device, said_at, heard_at)
                                values (:id, :place, :ref, :code, :author, :stars, :title, :words,
                                    :territory, :version, :device, :at, :now)
                                on conflict (place, ref) do nothing
                                """)
                        .param("id", id)
                        .param("place", place.name())
                        .param("ref", it.ref())
                        .param("code", CheckNumber.fresh())
                        .param("author", Beginning.of(it.author(), LINE))
                        .param("stars", it.stars())
                        .param("title", Beginning.of(it.title(), LINE))
                        .param("words", Beginning.of(it.words(), LONGEST))
                        .param("territory", Beginning.of(it.territory(), LINE))
                        .param("version", Beginning.of(it.version(), LINE))
                        .param("device", Beginning.of(it.device(), LINE))
                        .param("at", Timestamp.from(it.at()))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private Optional<Voice> known(Place place, String ref) {
        return jdbc.sql(SELECT + " where v.place = :place and v.ref = :ref")
                .param("place", place.name())
                .param("ref", ref)
                .query(Voices::row)
                .optional();
    }

    public Optional<Voice> find(UUID id) {
        return jdbc.sql(SELECT + " where v.id = :id").param("id", id).query(Voices::row).optional();
    }

    /// What somebody comes to us about in private.
    public Optional<Voice> coded(String code) {
        return jdbc.sql(SELECT + " where v.code = :code")
                .param("code", code)
                .query(Voices::row)
                .optional();
    }

    /// The latest first.
    ///
    /// @param skip how many to leave out, for the next page
    public List<Voice> list(View view, int skip) {
        var which =
                switch (view) {
                    case ALL -> "";
                    case OPEN -> " where v.state in ('NONE', 'REFUSED')";
                    case UNHAPPY -> " where v.stars < 4";
                };
        return jdbc.sql(
                        SELECT
                                + which
                                + " order by v.said_at desc, v.id desc limit :most offset :skip")
                .param("most", PAGE + 1)
                .param("skip", Math.clamp(skip, 0, 10_000))
                .query(Voices::row)
                .list();
    }

    /// What it said before, the latest first.
    public List<Before> before(UUID voice) {
        return jdbc.sql(
                        """
                        select at, stars, title, words from channels.voice_before
                        where voice = :id order by nth desc limit 20
                        """)
                .param("id", voice)
                .query((row, _) ->
                        new Before(
                                row.getTimestamp("at").toInstant(),
                                row.getInt("stars"),
                                row.getString("title"),
                                row.getString("words")))
                .list();
    }

    /// The last weeks with any stars, by place, the latest first. A review that was changed counts
    /// in the week of its last change.
    public List<Week> weeks(Duration back) {
        return jdbc.sql(
                        """
                        select place, date_trunc('week', said_at at time zone 'UTC')::date as week,
                            avg(stars) as average, count(*) as n
                        from channels.voice where stars > 0 and said_at > :then
                        group by place, week order by place, week desc
                        """)
                .param("then", Timestamp.from(clock.instant().minus(back)))
                .query((row, _) ->
                        new Week(
                                Place.valueOf(row.getString("place")),
                                row.getObject("week", LocalDate.class),
                                row.getDouble("average"),
                                row.getLong("n")))
                .list();
    }

    static Voice row(ResultSet row, int n) throws SQLException {
        return new Voice(
                row.getObject("id", UUID.class),
                Place.valueOf(row.getString("place")),
                row.getString("ref"),
                row.getString("code"),
                row.getString("author"),
                row.getInt("stars"),
                row.getString("title"),
                row.getString("words"),
                row.getString("territory"),
                row.getString("version"),
                row.getString("device"),
                row.getTimestamp("said_at").toInstant(),
                row.getString("answer"),
                Voice.State.valueOf(row.getString("state")),
                row.getString("why"),
                row.getInt("changes"));
    }
}
