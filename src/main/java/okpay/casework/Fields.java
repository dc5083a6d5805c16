package okpay.casework;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okpay.identity.AgentId;
import okpay.support.CaseId;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Fields of an operator's own, and what stands in them.
@Component
public class Fields {

    private static final int MOST = 30;

    private final JdbcClient jdbc;
    private final Clock clock;

    Fields(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// In their order.
    public List<Field> all() {
        return jdbc.sql(
                        """
                        select key, en, zh, kind, choices, needed from casework.field
                        where not gone order by place, key
                        """)
                .query((row, _) ->
                        new Field(
                                row.getString("key"),
                                row.getString("en"),
                                row.getString("zh"),
                                Field.Kind.valueOf(row.getString("kind")),
                                Arrays.stream(row.getString("choices").split("\n"))
                                        .filter(it -> !it.isEmpty())
                                        .toList(),
                                row.getBoolean("needed")))
                .list();
    }

    /// Asks for one more thing, or for the same in other words. What stands in it already stays,
    /// whatever kind it was.
    ///
    /// @return false when something is empty, too long or one too many
    @Transactional
    public boolean write(Field field) {
        boolean isKnown = all().stream().anyMatch(it -> it.key().equals(field.key()));
        if (!field.isSound() || (!isKnown && all().size() >= MOST)) {
            return false;
        }
        return jdbc.sql(
                                """
                                insert into casework.field (key, en, zh, kind, choices, needed, place)
                                values (:key, :en, :zh, :kind, :choices, :needed,
                                    (select coalesce(max(place), 0) + 1 from casework.field))
                                on conflict (key) do update set en = :en, zh = :zh, kind = :kind,
                                    choices = :choices, needed = :needed, gone = false
                                """)
                        .param("key", field.key())
                        .param("en", field.en().strip())
                        .param("zh", field.zh().strip())
                        .param("kind", field.kind().name())
                        .param("choices", String.join("\n", field.choices()))
                        .param("needed", field.needed())
                        .update()
                == 1;
    }

    /// Is not asked for any more. What stands in it is kept.
    @Transactional
    public void takeAway(String key) {
        jdbc.sql("update casework.field set gone = true where key = :key")
                .param("key", key)
                .update();
    }

    /// What stands in the fields of a case, by key.
    public Map<String, String> of(CaseId id) {
        var values = new HashMap<String, String>();
        jdbc.sql("select field, text from casework.value where case_id = :id")
                .param("id", id.uuid())
                .query(row -> {
                    values.put(row.getString("field"), row.getString("text"));
                });
        return Map.copyOf(values);
    }

    /// @param text empty to take out what stands there
    /// @return false when there is no such field, or that is no value of its kind
    @Transactional
    public boolean set(CaseId id, AgentId by, String key, String text) {
        var field = all().stream().filter(it -> it.key().equals(key)).findFirst();
        if (field.isEmpty()) {
            return false;
        }
        if (text.isBlank()) {
            jdbc.sql("delete from casework.value where case_id = :id and field = :key")
                    .param("id", id.uuid())
                    .param("key", key)
                    .update();
            return true;
        }
        var read = field.get().read(Conversations.tidy(text));
        read.ifPresent(value ->
                jdbc.sql(
                                """
                                insert into casework.value (case_id, field, text, by, at)
                                values (:id, :key, :text, :by, :at)
                                on conflict (case_id, field) do update
                                set text = :text, by = :by, at = :at
                                """)
                        .param("id", id.uuid())
                        .param("key", key)
                        .param("text", value)
                        .param("by", by.uuid())
                        .param("at", Timestamp.from(clock.instant()))
                        .update());
        return read.isPresent();
    }

    /// What is needed before the case is closed, and not there.
    public List<Field> missing(CaseId id) {
        var there = of(id);
        return all().stream().filter(it -> it.needed() && !there.containsKey(it.key())).toList();
    }
}
