package okpay.understanding;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import okpay.language.Script;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What was learned, as rows: a start does not learn again what any node has learned.
@Component
class LessonStore {

    private final JdbcClient jdbc;

    LessonStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param gist of what it was learned from
    Optional<byte[]> find(String gist) {
        return jdbc.sql("select learned from understanding.lesson where gist = :gist")
                .param("gist", gist)
                .query(byte[].class)
                .optional();
    }

    /// Those of the same script that were learned before stay, three of them.
    void keep(Script script, String gist, byte[] learned, Instant now) {
        jdbc.sql(
                        """
                        insert into understanding.lesson (gist, script, learned, learned_at)
                        values (:gist, :script, :learned, :now)
                        on conflict (gist) do update
                        set learned = excluded.learned, learned_at = excluded.learned_at
                        """)
                .param("gist", gist)
                .param("script", script.name())
                .param("learned", learned)
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql(
                        """
                        delete from understanding.lesson where script = :script and gist not in (
                            select gist from understanding.lesson where script = :script
                            order by learned_at desc limit 4)
                        """)
                .param("script", script.name())
                .update();
    }
}
