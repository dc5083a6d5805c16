package okpay.help;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import okpay.id.Ids;
import okpay.language.Plain;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The to-do list of whoever writes the articles: what was asked in vain, and what did not help.
/// The same thing is one errand, however often it happens.
@Component
public class Errands {

    private static final int LONGEST = 200;
    private static final int MOST_OPEN = 2_000;

    /// Numbers of people, cards and payments are nobody's business here.
    private static final Pattern PRIVATE =
            Pattern.compile("[\\w.+-]+@[\\w.-]+|[a-z]{2}_[0-9a-z]{13,30}|\\d(?:[ -]?\\d){5,}");

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
        if (subject.length() >= 2) {
            add(Errand.Kind.NO_ANSWER, tongue, subject);
        }
    }

    void notUseful(Tongue tongue, String slug) {
        add(Errand.Kind.NOT_USEFUL, tongue, slug);
    }

    /// Not without end: whoever asks nonsense all day fills nothing.
    private void add(Errand.Kind kind, Tongue tongue, String subject) {
        jdbc.sql(
                        """
                        insert into help.errand (id, kind, tongue, subject, times, first_at, last_at)
                        select :id, :kind, :tongue, :subject, 1, :now, :now
                        where (select count(*) from (select 1 from help.errand
                            where done_at is null limit :most) open) < :most
                           or exists (select 1 from help.errand where done_at is null
                            and kind = :kind and tongue = :tongue and subject = :subject)
                        on conflict (kind, tongue, subject) where done_at is null do update
                        set times = errand.times + 1, last_at = excluded.last_at
                        """)
                .param("id", Ids.next())
                .param("kind", kind.name())
                .param("tongue", tongue.name())
                .param("subject", subject)
                .param("now", Timestamp.from(clock.instant()))
                .param("most", MOST_OPEN)
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
