package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Replies written once, in both languages, with places for what differs: `{customer}`, `{number}`,
/// `{amount}`, `{agent}`.
@Component
public class Canned {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST = 2_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Canned(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param name what is typed to find it, after a slash
    public record Reply(UUID id, String name, String en, String zh) {
        public String in(String language) {
            return language.equals("zh") ? zh : en;
        }
    }

    /// A reply of the same name is written anew.
    ///
    /// @return false when something is empty or too long
    @Transactional
    public boolean write(String name, String en, String zh, AgentId by) {
        var tidy = name.strip();
        if (tidy.isEmpty()
                || tidy.length() > LONGEST_NAME
                || en.isBlank()
                || en.length() > LONGEST
                || zh.isBlank()
                || zh.length() > LONGEST) {
            return false;
        }
        return jdbc.sql(
                                """
                                insert into desk.canned (id, name, en, zh, by, at)
                                values (:id, :name, :en, :zh, :by, :at)
                                on conflict (name) do update
                                set en = :en, zh = :zh, by = :by, at = :at, gone_at = null
                                """)
                        .param("id", Ids.next())
                        .param("name", tidy)
                        .param("en", en.strip())
                        .param("zh", zh.strip())
                        .param("by", by.uuid())
                        .param("at", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    @Transactional
    public void takeAway(UUID id) {
        jdbc.sql("update desk.canned set gone_at = :now where id = :id")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
    }

    /// By name.
    public List<Reply> all() {
        return jdbc.sql(
                        """
                        select id, name, en, zh from desk.canned where gone_at is null
                        order by name limit 200
                        """)
                .query((row, _) ->
                        new Reply(
                                row.getObject("id", UUID.class),
                                row.getString("name"),
                                row.getString("en"),
                                row.getString("zh")))
                .list();
    }
}
