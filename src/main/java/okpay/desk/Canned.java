package okpay.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.id.Ids;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Replies written once, in both languages, with places for what differs: `{customer}`, `{number}`,
/// `{amount}`, `{agent}`; and what is done with the case once such a reply is sent (a macro).
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
    public record Reply(UUID id, String name, String en, String zh, Afterwards afterwards) {
        public String in(String language) {
            return language.equals("zh") ? zh : en;
        }
    }

    /// The step a case takes after a reply.
    public enum Step {
        NOTHING,
        /// We wait for the customer's answer.
        QUESTION,
        /// It is solved.
        SOLVED
    }

    /// What is done once a reply is sent.
    ///
    /// @param tags with commas between them
    /// @param cause why it happened, where it is solved; else empty
    public record Afterwards(String tags, Step step, String cause) {
        public static final Afterwards NOTHING = new Afterwards("", Step.NOTHING, "");

        public boolean isNothing() {
            return equals(NOTHING);
        }

        public List<String> eachTag() {
            return Stream.of(tags.split("[,，]"))
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .toList();
        }
    }

    /// A reply of the same name is written anew.
    ///
    /// @return false when something is empty or too long, or what is solved has no cause
    @Transactional
    public boolean write(String name, String en, String zh, Afterwards after, AgentId by) {
        var tidy = name.strip();
        boolean isSolved = after.step == Step.SOLVED;
        if (tidy.isEmpty()
                || tidy.length() > LONGEST_NAME
                || en.isBlank()
                || en.length() > LONGEST
                || zh.isBlank()
                || zh.length() > LONGEST
                || after.tags.length() > LONGEST_NAME
                || isSolved == after.cause.isEmpty()) {
            return false;
        }
        return jdbc.sql(
                                """
                                insert into desk.canned (id, name, en, zh, by, at, tags, step, cause)
                                values (:id, :name, :en, :zh, :by, :at, :tags, :step, :cause)
                                on conflict (name) do update
                                set en = :en, zh = :zh, by = :by, at = :at, gone_at = null,
                                    tags = :tags, step = :step, cause = :cause
                                """)
                        .param("id", Ids.next())
                        .param("name", tidy)
                        .param("en", en.strip())
                        .param("zh", zh.strip())
                        .param("tags", after.tags.strip())
                        .param("step", after.step.name())
                        .param("cause", after.cause)
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
                        select id, name, en, zh, tags, step, cause from desk.canned
                        where gone_at is null order by name limit 200
                        """)
                .query(Canned::row)
                .list();
    }

    /// One that is still there.
    public Optional<Reply> find(UUID id) {
        return jdbc.sql(
                        """
                        select id, name, en, zh, tags, step, cause from desk.canned
                        where id = :id and gone_at is null
                        """)
                .param("id", id)
                .query(Canned::row)
                .optional();
    }

    private static Reply row(ResultSet row, int n) throws SQLException {
        return new Reply(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("en"),
                row.getString("zh"),
                new Afterwards(
                        row.getString("tags"),
                        Step.valueOf(row.getString("step")),
                        row.getString("cause")));
    }
}
