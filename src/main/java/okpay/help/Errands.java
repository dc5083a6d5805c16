package okpay.help;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import okpay.id.Ids;
import okpay.language.Plain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The to-do list of whoever writes the articles: what was asked in vain, and what did not help.
/// The same thing is one errand, however often it happens.
@Component
public class Errands {

    private static final int LONGEST = 200;
    private static final int MOST_OPEN = 2_000;
    private static final Duration KEPT = Duration.ofDays(365);
    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    /// Numbers of people, cards and payments are nobody's business here.
    private static final Pattern PRIVATE =
            Pattern.compile(
                    "[\\w.+-]+@[\\w.-]+|[a-z]{2}_[0-9a-z]{13,30}|\\d(?:[\\p{P}\\p{Z}]{0,2}\\d){5,}");

    private final JdbcClient jdbc;
    private final Clock clock;

    Errands(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Nothing was found for this. Long numbers and addresses in it are not kept.
    public void unanswered(Tongue tongue, String question) {
        var masked = PRIVATE.matcher(Plain.of(question)).replaceAll("***");
        var subject = masked.length() > LONGEST ? masked.substring(0, LONGEST) : masked;
        if (subject.length() < 2) {
            return;
        }
        try {
            add(Errand.Kind.NO_ANSWER, tongue, subject);
        } catch (DataAccessException e) {
            // Whoever asks still gets what there is.
            log.warn("A question without an answer could not be kept", e);
        }
    }

    void notUseful(Tongue tongue, String slug) {
        add(Errand.Kind.NOT_USEFUL, tongue, slug);
    }

    private void add(Errand.Kind kind, Tongue tongue, String subject) {
        jdbc.sql(
                        """
                        insert into help.errand (id, kind, tongue, subject, times, first_at, last_at)
                        values (:id, :kind, :tongue, :subject, 1, :now, :now)
                        on conflict (kind, tongue, subject) where done_at is null do update
                        set times = errand.times + 1, last_at = excluded.last_at
                        """)
                .param("id", Ids.next())
                .param("kind", kind.name())
                .param("tongue", tongue.name())
                .param("subject", subject)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Not without end: of many questions asked once, the oldest go, and so does what was done long
    /// ago. Whoever asks nonsense all day drives out other nonsense.
    @Scheduled(fixedDelayString = "${okpay.help.tidy-every:PT10M}")
    void tidy() {
        jdbc.sql(
                        """
                        delete from help.errand where id in (
                            select id from help.errand
                            where kind = 'NO_ANSWER' and done_at is null
                            order by times > 1 desc, last_at desc offset :most)
                        or done_at < :old
                        """)
                .param("most", MOST_OPEN)
                .param("old", Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    /// What is open, the most frequent first.
    public List<Errand> open(int most) {
        return jdbc.sql(
                        """
                        select id, kind, tongue, subject, times, first_at, last_at
                        from help.errand where done_at is null
                        order by times desc, last_at desc, id limit :most
                        """)
                .param("most", most)
                .query(Errands::row)
                .list();
    }

    public long openErrands() {
        return jdbc.sql("select count(*) from help.errand where done_at is null")
                .query(Long.class)
                .single();
    }

    /// Somebody looked at it. Twice is once.
    public void done(UUID id, String by) {
        jdbc.sql(
                        """
                        update help.errand set done_at = :now, done_by = :by
                        where id = :id and done_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("by", by)
                .param("id", id)
                .update();
    }

    private static Errand row(ResultSet row, int n) throws SQLException {
        return new Errand(
                row.getObject("id", UUID.class),
                Errand.Kind.valueOf(row.getString("kind")),
                Tongue.valueOf(row.getString("tongue")),
                row.getString("subject"),
                row.getInt("times"),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant());
    }
}
