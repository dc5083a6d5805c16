package okpay.understanding;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.language.Script;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What was learned, as rows: a start does not learn again what any node has learned.
@Component
class LessonStore {

    private final JdbcClient jdbc;

    LessonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Not what is of an older kind, whose judgement nobody wrote down.
    ///
    /// @param gist of what it was learned from
    Optional<byte[]> find(String gist) {
        return jdbc.sql(
                        """
                        select learned from understanding.lesson
                        where gist = :gist and judgement is not null
                        """)
                .param("gist", gist)
                .query(byte[].class)
                .optional();
    }

    /// How it did on what it was not shown; empty when it is not learned, or is of an older kind.
    Optional<Judgement> judgement(String gist) {
        return jdbc.sql(
                        """
                        select judgement::text from understanding.lesson
                        where gist = :gist and judgement is not null
                        """)
                .param("gist", gist)
                .query(String.class)
                .optional()
                .map(it -> JsonMapper.shared().readValue(it, Judgement.class));
    }

    /// It is of use again: others go before it.
    void touch(String gist, Instant now) {
        jdbc.sql("update understanding.lesson set learned_at = :now where gist = :gist")
                .param("now", Timestamp.from(now))
                .param("gist", gist)
                .update();
    }

    void keep(Script script, String gist, byte[] learned, Judgement judgement, Instant now) {
        jdbc.sql(
                        """
                        insert into understanding.lesson
                            (gist, script, learned, judgement, learned_at)
                        values (:gist, :script, :learned, :judgement::jsonb, :now)
                        on conflict (gist) do update
                        set learned = excluded.learned, judgement = excluded.judgement,
                            learned_at = excluded.learned_at
                        """)
                .param("gist", gist)
                .param("script", script.name())
                .param("learned", learned)
                .param("judgement", JsonMapper.shared().writeValueAsString(judgement))
                .param("now", Timestamp.from(now))
                .update();
    }

    /// Of those of a script that are not in use, the four latest stay.
    void prune(Script script, List<String> inUse) {
        jdbc.sql(
                        """
                        delete from understanding.lesson where gist in (
                            select gist from understanding.lesson
                            where script = :script and gist <> all(:inUse)
                            order by learned_at desc offset 4)
                        """)
                .param("script", script.name())
                .param("inUse", inUse.toArray(String[]::new))
                .update();
    }
}
