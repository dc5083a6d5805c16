package okpay.support;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.database.Grouped;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What thousands of open pages ask when they come back together after a connection broke: looked
/// up for many with one statement.
@Component
public class Glances {

    private final JdbcClient jdbc;
    private final Grouped<CaseId, Case> cases = new Grouped<>("cases", Duration.ZERO, this::cases);
    private final Grouped<ConversationId, Long> lasts =
            new Grouped<>("conversations", Duration.ZERO, this::lasts);

    Glances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A case as it stands now.
    public Optional<Case> find(CaseId id) {
        return cases.find(id);
    }

    /// The number of the latest message; 0 where nothing was said.
    public long last(ConversationId id) {
        return lasts.find(id).orElse(0L);
    }

    private Map<CaseId, Case> cases(List<CaseId> ids) {
        return jdbc
                .sql(CaseStore.SELECT + " where id = any(:ids)")
                .param("ids", ids.stream().map(CaseId::uuid).toArray(UUID[]::new))
                .query(CaseStore::row)
                .list()
                .stream()
                .collect(Collectors.toMap(Case::id, Function.identity()));
    }

    private Map<ConversationId, Long> lasts(List<ConversationId> ids) {
        var found = new HashMap<ConversationId, Long>();
        jdbc.sql("select id, last_seq from support.conversation where id = any(:ids)")
                .param("ids", ids.stream().map(ConversationId::uuid).toArray(UUID[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        found.put(
                                                new ConversationId(row.getObject("id", UUID.class)),
                                                row.getLong("last_seq")));
        return found;
    }

    @PreDestroy
    void close() {
        cases.close();
        lasts.close();
    }
}
