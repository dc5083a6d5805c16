package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The desk's lists of cases. What was merged into another case stands in none.
@Component
public class CaseLists {

    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseLists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Of open cases the most urgent come first, and among those the one whose promise runs out
    /// first; of all others the one that moved last. At most 100.
    ///
    /// @param skip how many of them to leave out, for the next page
    public List<Case> list(CaseFilter filter, int most, int skip) {
        var asked = new HashMap<String, Object>();
        var sql =
                CaseStore.SELECT
                        + those(filter, asked)
                        + (filter.isOfOpenOnes()
                                ? " order by priority desc, next_due, id"
                                : " order by moved_at desc, id")
                        + " limit :most offset :skip";
        asked.put("most", Math.min(most, MOST));
        asked.put("skip", Math.max(0, skip));
        return jdbc.sql(sql).params(asked).query(CaseStore::row).list();
    }

    /// How many there are, of which at most 100 are counted.
    public int count(CaseFilter filter) {
        var asked = new HashMap<String, Object>();
        var some = "select 1 from support.support_case" + those(filter, asked) + " limit " + MOST;
        return jdbc.sql("select count(*) from (" + some + ") as those")
                .params(asked)
                .query(Integer.class)
                .single();
    }

    private String those(CaseFilter filter, Map<String, Object> asked) {
        return " where merged_into is null"
                + who(filter, asked)
                + stages(filter, asked)
                + words(filter, asked)
                + times(filter, asked);
    }

    private static String who(CaseFilter filter, Map<String, Object> asked) {
        return switch (filter.whose()) {
            case CaseFilter.Whose.Everybodys _ -> "";
            case CaseFilter.Whose.Nobodys _ -> " and assignee is null";
            case CaseFilter.Whose.Of(var agent) -> {
                asked.put("assignee", agent.uuid());
                yield " and assignee = :assignee";
            }
        };
    }

    /// The words of the indexes, where all open ones or all others are meant.
    private static String stages(CaseFilter filter, Map<String, Object> asked) {
        var stages = filter.stages();
        if (stages.isEmpty()) {
            return "";
        }
        if (stages.equals(CaseFilter.OVER)) {
            return " and stage in ('RESOLVED', 'CLOSED')";
        }
        if (stages.equals(Set.of(Stage.WAITING))) {
            return " and stage = 'WAITING'";
        }
        var open = filter.isOfOpenOnes() ? " and stage not in ('RESOLVED', 'CLOSED')" : "";
        if (stages.equals(CaseFilter.OPEN)) {
            return open;
        }
        asked.put("stages", stages.stream().map(Stage::name).toArray(String[]::new));
        return open + " and stage = any(:stages)";
    }

    private static String words(CaseFilter filter, Map<String, Object> asked) {
        var sql = new StringBuilder();
        if (!filter.text().isBlank()) {
            var text = filter.text().strip().toUpperCase(Locale.ROOT);
            asked.put("text", text.replaceAll("[^A-Z0-9]", "") + "%");
            sql.append(" and number like :text");
        }
        if (!filter.tag().isBlank()) {
            asked.put("tag", filter.tag().strip());
            sql.append(" and id in (select case_id from support.tag where tag = :tag)");
        }
        return sql.toString();
    }

    private String times(CaseFilter filter, Map<String, Object> asked) {
        var sql = new StringBuilder();
        if (filter.atLeast() != Priority.LOW) {
            asked.put("priority", filter.atLeast().rank());
            sql.append(" and priority >= :priority");
        }
        filter.dueBefore()
                .ifPresent(it -> {
                    asked.put("due", Timestamp.from(it));
                    sql.append(" and next_due < :due");
                });
        if (filter.sleep() != CaseFilter.Sleep.EITHER) {
            asked.put("now", Timestamp.from(clock.instant()));
            sql.append(
                    filter.sleep() == CaseFilter.Sleep.ASLEEP
                            ? " and asleep_until > :now"
                            : " and (asleep_until is null or asleep_until <= :now)");
        }
        return sql.toString();
    }
}
