package okpay.support;

import java.util.List;
import java.util.Optional;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The desk's lists of cases. What was merged into another case stands in none.
@Component
public class CaseLists {

    private static final int MOST = 100;

    private final JdbcClient jdbc;

    CaseLists(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Which cases an agent wants to see.
    ///
    /// @param queued only those that wait for an agent
    /// @param text the beginning of a case number; blank for all
    /// @param tag blank for all
    public record Filter(
            Optional<AgentId> assignee,
            Optional<Boolean> open,
            boolean queued,
            String text,
            String tag) {

        public static final Filter ALL =
                new Filter(Optional.empty(), Optional.empty(), false, "", "");

        public Filter of(AgentId agent) {
            return new Filter(Optional.of(agent), open, queued, text, tag);
        }

        public Filter open(boolean open) {
            return new Filter(assignee, Optional.of(open), queued, text, tag);
        }

        public Filter waiting() {
            return new Filter(assignee, open, true, text, tag);
        }

        public Filter with(String text, String tag) {
            return new Filter(assignee, open, queued, text, tag);
        }
    }

    /// Of open cases the most urgent come first, and among those the one whose promise runs out
    /// first; of all others the one that moved last. At most 100.
    ///
    /// @param skip how many of them to leave out, for the next page
    public List<Case> list(Filter filter, int most, int skip) {
        boolean isOpen = filter.queued || filter.open.orElse(false);
        var sql = new StringBuilder(CaseStore.SELECT).append(" where merged_into is null");
        filter.assignee.ifPresent(_ -> sql.append(" and assignee = :assignee"));
        filter.open.ifPresent(open ->
                sql.append(" and stage ")
                        .append(open ? "not in" : "in")
                        .append(" ('RESOLVED', 'CLOSED')"));
        sql.append(filter.queued ? " and stage = 'WAITING'" : "");
        sql.append(filter.text.isBlank() ? "" : " and number like :text");
        sql.append(
                filter.tag.isBlank()
                        ? ""
                        : " and id in (select case_id from support.tag where tag = :tag)");
        sql.append(
                isOpen ? " order by priority desc, next_due, id" : " order by moved_at desc, id");
        sql.append(" limit :most offset :skip");
        var query =
                jdbc.sql(sql.toString())
                        .param("most", Math.min(most, MOST))
                        .param("skip", Math.max(0, skip));
        if (filter.assignee.isPresent()) {
            query = query.param("assignee", filter.assignee.get().uuid());
        }
        if (!filter.text.isBlank()) {
            var text = filter.text.strip().toUpperCase(java.util.Locale.ROOT);
            query = query.param("text", text.replaceAll("[^A-Z0-9]", "") + "%");
        }
        if (!filter.tag.isBlank()) {
            query = query.param("tag", filter.tag.strip());
        }
        return query.query(CaseStore::row).list();
    }
}
