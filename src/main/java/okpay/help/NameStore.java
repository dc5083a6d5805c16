package okpay.help;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// By which other names articles and things are known: addresses they had, words people say; and
/// the count of all changes, by which a node learns what another one did.
@Component
class NameStore {

    private final JdbcClient jdbc;

    NameStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long changes() {
        return jdbc.sql("select n from help.changes").query(Long.class).single();
    }

    void changed() {
        jdbc.sql("update help.changes set n = n + 1").update();
    }

    Map<String, String> redirects() {
        var all = new HashMap<String, String>();
        jdbc.sql("select was, now from help.redirect")
                .query(row -> {
                    all.put(row.getString("was"), row.getString("now"));
                });
        return Map.copyOf(all);
    }

    /// @return false when another article has that name, or had it
    boolean rename(String slug, String next) {
        boolean isTaken =
                jdbc.sql(
                                """
                                select 1 from help.article where slug = :next
                                union all
                                select 1 from help.redirect where was = :next and now <> :slug
                                limit 1
                                """)
                        .param("next", next)
                        .param("slug", slug)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        if (isTaken) {
            return false;
        }
        jdbc.sql("delete from help.redirect where was = :next").param("next", next).update();
        jdbc.sql("update help.article set slug = :next where slug = :slug")
                .param("next", next)
                .param("slug", slug)
                .update();
        jdbc.sql("insert into help.redirect (was, now) values (:slug, :next)")
                .param("slug", slug)
                .param("next", next)
                .update();
        jdbc.sql("update help.vote set slug = :next where slug = :slug")
                .param("next", next)
                .param("slug", slug)
                .update();
        jdbc.sql(
                        """
                        update help.errand set subject = :next
                        where kind = 'NOT_USEFUL' and subject = :slug
                        """)
                .param("next", next)
                .param("slug", slug)
                .update();
        return true;
    }

    /// What people say, and what the articles say for it.
    Map<String, String> synonyms(Tongue tongue) {
        var all = new HashMap<String, String>();
        jdbc.sql("select said, meant from help.synonym where tongue = :tongue")
                .param("tongue", tongue.name())
                .query(row -> {
                    all.put(row.getString("said"), row.getString("meant"));
                });
        return Map.copyOf(all);
    }

    void keepSynonym(Tongue tongue, String said, String meant) {
        jdbc.sql(
                        """
                        insert into help.synonym (tongue, said, meant)
                        values (:tongue, :said, :meant)
                        on conflict (tongue, said) do update set meant = excluded.meant
                        """)
                .param("tongue", tongue.name())
                .param("said", said)
                .param("meant", meant)
                .update();
    }

    void dropSynonym(Tongue tongue, String said) {
        jdbc.sql("delete from help.synonym where tongue = :tongue and said = :said")
                .param("tongue", tongue.name())
                .param("said", said)
                .update();
    }
}
