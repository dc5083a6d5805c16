package okpay.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.database.Turns;
import okpay.desk.QualityReview.Criterion;
import okpay.desk.QualityReview.Mark;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.support.CaseId;
import okpay.support.Conversations;
import okpay.support.Reports;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Quality: each week a few of the cases each agent solved are drawn by lot, so that nobody is read
/// more than others and nobody knows which. A supervisor who did not work on them marks them; the
/// agent reads the marks and may answer.
@Component
public class QualityReviews {

    private static final int LONGEST = 1_000;
    private static final Duration KEPT = Duration.ofDays(730);
    private static final String COLUMNS =
            "id, week, case_id, agent, reviewer, reviewed_at, marks, words, answer";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<Criterion, Mark>> MARKS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Reports reports;
    private final Alerts alerts;
    private final DeskSettings settings;
    private final Clock clock;

    QualityReviews(
            JdbcClient jdbc, Reports reports, Alerts alerts, DeskSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.reports = reports;
        this.alerts = alerts;
        this.settings = settings;
        this.clock = clock;
    }

    /// Why marks are not taken.
    public enum Reason {
        /// Nobody marks their own work.
        YOUR_OWN,
        /// Somebody was faster.
        DONE_ALREADY,
        /// Each criterion needs a mark.
        NOT_ALL_MARKED,
        TOO_LONG
    }

    /// The week before this one, once it is over.
    @Scheduled(fixedDelayString = "${okpay.desk.reviews-every:PT1H}")
    @Transactional
    public void draw() {
        Turns.take(jdbc, "reviews");
        jdbc.sql("delete from desk.quality_review where drawn_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(KEPT)))
                .update();
        var monday =
                LocalDate.ofInstant(clock.instant(), settings.zone())
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        draw(monday.minusWeeks(1), settings.zone());
    }

    private void draw(LocalDate week, ZoneId zone) {
        var isDrawn =
                jdbc.sql("select exists (select 1 from desk.quality_review where week = :week)")
                        .param("week", week)
                        .query(Boolean.class)
                        .single();
        if (isDrawn) {
            return;
        }
        var from = week.atStartOfDay(zone).toInstant();
        var until = week.plusWeeks(1).atStartOfDay(zone).toInstant();
        var byAgent =
                reports.solved(from, until).stream()
                        .collect(Collectors.groupingBy(Reports.Solved::agent));
        byAgent.forEach((agent, all) -> {
            var lots = new ArrayList<>(all);
            Collections.shuffle(lots);
            lots.stream().limit(settings.reviewed()).forEach(it -> put(week, it));
        });
    }

    private void put(LocalDate week, Reports.Solved one) {
        jdbc.sql(
                        """
                        insert into desk.quality_review (id, week, case_id, agent, drawn_at)
                        values (:id, :week, :caseId, :agent, :now) on conflict do nothing
                        """)
                .param("id", Ids.next())
                .param("week", week)
                .param("caseId", one.of().uuid())
                .param("agent", one.agent().uuid())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// What nobody has read yet, oldest first.
    ///
    /// @param reader who would; nothing of their own is among it
    public List<QualityReview> waiting(AgentId reader, int most) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from desk.quality_review where reviewer is null and agent <> :reader"
                                + " order by drawn_at, id limit :most")
                .param("reader", reader.uuid())
                .param("most", most)
                .query(QualityReviews::row)
                .list();
    }

    /// What was read of somebody's work, newest first.
    public List<QualityReview> of(AgentId agent, int most) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from desk.quality_review where agent = :agent and reviewer is not null"
                                + " order by reviewed_at desc limit :most")
                .param("agent", agent.uuid())
                .param("most", most)
                .query(QualityReviews::row)
                .list();
    }

    public Optional<QualityReview> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from desk.quality_review where id = :id")
                .param("id", id)
                .query(QualityReviews::row)
                .optional();
    }

    /// @return why not; nothing if it was taken
    @Transactional
    public Optional<Reason> mark(
            QualityReview review, Agent by, Map<Criterion, Mark> marks, String said) {
        var words = Conversations.tidy(said);
        if (review.agent().equals(by.id())) {
            return Optional.of(Reason.YOUR_OWN);
        }
        if (!marks.keySet().containsAll(List.of(Criterion.values()))) {
            return Optional.of(Reason.NOT_ALL_MARKED);
        }
        if (words.length() > LONGEST) {
            return Optional.of(Reason.TOO_LONG);
        }
        int taken =
                jdbc.sql(
                                """
                                update desk.quality_review set reviewer = :by, reviewed_at = :now,
                                    marks = :marks::jsonb, words = :words
                                where id = :id and reviewer is null
                                """)
                        .param("by", by.id().uuid())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("marks", JSON.writeValueAsString(marks))
                        .param("words", words)
                        .param("id", review.id())
                        .update();
        if (taken == 0) {
            return Optional.of(Reason.DONE_ALREADY);
        }
        alerts.tell(
                review.agent(), review.of(), Alerts.Kind.REVIEWED, words, review.id().toString());
        return Optional.empty();
    }

    /// What the agent says to it, once.
    ///
    /// @return false when it is not theirs, or was said already, or is nothing or too long
    @Transactional
    public boolean answer(UUID id, Agent agent, String said) {
        var words = Conversations.tidy(said);
        if (words.isEmpty() || words.length() > LONGEST) {
            return false;
        }
        int taken =
                jdbc.sql(
                                """
                                update desk.quality_review set answer = :words, answered_at = :now
                                where id = :id and agent = :agent and reviewer is not null
                                  and answer is null
                                """)
                        .param("words", words)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .param("agent", agent.id().uuid())
                        .update();
        if (taken == 1) {
            var review = find(id).orElseThrow();
            alerts.tell(
                    review.reviewer().orElseThrow(),
                    review.of(),
                    Alerts.Kind.ANSWERED,
                    words,
                    id.toString());
        }
        return taken == 1;
    }

    /// @param score the average of all marks, from 0 to 1
    public record Standing(AgentId agent, long read, double score) {}

    /// How the work of each was judged since then.
    public List<Standing> since(Instant since) {
        return jdbc
                .sql("select " + COLUMNS + " from desk.quality_review where reviewed_at >= :since")
                .param("since", Timestamp.from(since))
                .query(QualityReviews::row)
                .list()
                .stream()
                .collect(Collectors.groupingBy(QualityReview::agent))
                .entrySet()
                .stream()
                .map(it ->
                        new Standing(
                                it.getKey(),
                                it.getValue().size(),
                                it.getValue().stream()
                                        .mapToDouble(QualityReview::score)
                                        .average()
                                        .orElse(0)))
                .sorted(Comparator.comparing(it -> it.agent().toString()))
                .toList();
    }

    private static QualityReview row(ResultSet row, int number) throws SQLException {
        var marks = Optional.ofNullable(row.getString("marks")).orElse("{}");
        return new QualityReview(
                row.getObject("id", UUID.class),
                row.getObject("week", LocalDate.class),
                new CaseId(row.getObject("case_id", UUID.class)),
                new AgentId(row.getObject("agent", UUID.class)),
                Optional.ofNullable(row.getObject("reviewer", UUID.class)).map(AgentId::new),
                Optional.ofNullable(row.getTimestamp("reviewed_at")).map(Timestamp::toInstant),
                JSON.readValue(marks, MARKS),
                Optional.ofNullable(row.getString("words")).orElse(""),
                Optional.ofNullable(row.getString("answer")).orElse(""));
    }
}
