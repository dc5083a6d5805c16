package okpay.support;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Cases in which nothing has happened for long.
@Component
public class Idle {

    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final CaseStore store;

    Idle(JdbcClient jdbc, CaseStore store) {
        this.jdbc = jdbc;
        this.store = store;
    }

    /// Those that stand at a stage since before then, the longest first, at most a hundred.
    public List<CaseId> since(Stage stage, Instant then) {
        return find("", stage, then);
    }

    /// The same, of those whose customer was not reminded since.
    public List<CaseId> notReminded(Stage stage, Instant then) {
        return find("and (reminded_at is null or reminded_at < moved_at)", stage, then);
    }

    private List<CaseId> find(String which, Stage stage, Instant then) {
        return jdbc.sql(
                        """
                        select id from support.support_case
                        where stage = :stage and moved_at < :then and merged_into is null %s
                        order by moved_at limit %d
                        """
                                .formatted(which, AT_ONCE))
                .param("stage", stage.name())
                .param("then", Timestamp.from(then))
                .query((row, _) -> new CaseId(row.getObject("id", UUID.class)))
                .list();
    }

    @Transactional
    public void reminded(CaseId id, Instant now) {
        store.locked(id);
        jdbc.sql("update support.support_case set reminded_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id.uuid())
                .update();
    }
}
