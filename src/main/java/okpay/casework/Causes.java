package okpay.casework;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Why cases happen, as a list of the operator's own: counted by its keys, so that it does not
/// matter in which language whoever closed a case works.
@Component
public class Causes {

    private static final int LONGEST = 80;
    private static final int MOST = 100;

    private final JdbcClient jdbc;

    Causes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param key as it is counted
    public record RootCause(String key, String en, String zh) {
        public String in(String language) {
            return language.equals("zh") ? zh : en;
        }
    }

    /// In their order.
    public List<RootCause> all() {
        return jdbc.sql(
                        """
                        select key, en, zh from casework.cause where not gone order by place, key
                        """)
                .query((row, _) -> row(row))
                .list();
    }

    /// Also one that is no longer on the list: old cases keep theirs.
    public Optional<RootCause> find(String key) {
        return jdbc.sql("select key, en, zh from casework.cause where key = :key")
                .param("key", key)
                .query((row, _) -> row(row))
                .optional();
    }

    /// Puts one on the list, or gives it other words.
    ///
    /// @param key capitals, digits and `_`
    /// @return false when something is empty, too long or one too many
    @Transactional
    public boolean write(String key, String en, String zh) {
        boolean isRight =
                key.matches("[A-Z][A-Z0-9_]{1,39}")
                        && !en.isBlank()
                        && en.length() <= LONGEST
                        && !zh.isBlank()
                        && zh.length() <= LONGEST;
        if (!isRight || all().size() >= MOST) {
            return false;
        }
        return jdbc.sql(
                                """
                                insert into casework.cause (key, en, zh, place)
                                values (:key, :en, :zh,
                                    (select coalesce(max(place), 0) + 1 from casework.cause))
                                on conflict (key) do update set en = :en, zh = :zh, gone = false
                                """)
                        .param("key", key)
                        .param("en", en.strip())
                        .param("zh", zh.strip())
                        .update()
                == 1;
    }

    @Transactional
    public void takeAway(String key) {
        jdbc.sql("update casework.cause set gone = true where key = :key")
                .param("key", key)
                .update();
    }

    private static RootCause row(ResultSet row) throws SQLException {
        return new RootCause(row.getString("key"), row.getString("en"), row.getString("zh"));
    }
}
