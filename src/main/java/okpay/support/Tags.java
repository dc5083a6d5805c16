package okpay.support;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Words by which cases are found again.
@Component
public class Tags {

    private static final int LONGEST = 40;
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final CaseEvents events;

    Tags(JdbcClient jdbc, CaseEvents events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /// @param by empty for OKPay itself
    /// @return false for an empty or endless word, or one word too many
    @Transactional
    public boolean put(CaseId id, Optional<AgentId> by, String tag) {
        var tidy = Conversations.tidy(tag).replace("\n", " ").toLowerCase(Locale.ROOT);
        if (tidy.isEmpty() || tidy.length() > LONGEST || of(id).size() >= MOST) {
            return false;
        }
        int put =
                jdbc.sql(
                                """
                                insert into support.tag (case_id, tag) values (:id, :tag)
                                on conflict do nothing
                                """)
                        .param("id", id.uuid())
                        .param("tag", tidy)
                        .update();
        if (put == 1) {
            events.write(id, by, CaseEvents.Kind.TAGGED, "+" + tidy);
        }
        return true;
    }

    @Transactional
    public void takeOff(CaseId id, AgentId by, String tag) {
        int gone =
                jdbc.sql("delete from support.tag where case_id = :id and tag = :tag")
                        .param("id", id.uuid())
                        .param("tag", tag)
                        .update();
        if (gone == 1) {
            events.write(id, Optional.of(by), CaseEvents.Kind.TAGGED, "-" + tag);
        }
    }

    public List<String> of(CaseId id) {
        return jdbc.sql("select tag from support.tag where case_id = :id order by tag")
                .param("id", id.uuid())
                .query((row, _) -> row.getString("tag"))
                .list();
    }
}
