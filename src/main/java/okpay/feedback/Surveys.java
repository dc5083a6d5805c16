package okpay.feedback;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Digests;
import okpay.id.Ids;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.support.Body;
import okpay.support.CaseId;
import okpay.support.CaseMoved;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Stage;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Asks how it went, each time a case is solved, in the conversation itself; who cannot sign in is
/// asked by a link.
@Component
public class Surveys {

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Conversations conversations;
    private final FurtherQuestions questions;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Surveys(
            JdbcClient jdbc,
            Cases cases,
            Conversations conversations,
            FurtherQuestions questions,
            ApplicationEventPublisher news,
            Clock clock) {
        this.questions = questions;
        this.news = news;
        this.jdbc = jdbc;
        this.cases = cases;
        this.conversations = conversations;
        this.clock = clock;
    }

    /// A score up to this is followed up by a person.
    public static final int LOW = 2;

    /// News: a customer is asked how it went.
    public record SurveyAsked(CaseId of) {}

    /// What came of an answer.
    public enum Answered {
        THANKS,
        /// Was answered before; the first answer stands.
        ALREADY,
        /// There is no such survey for this customer.
        NOT_FOUND,
        /// A score is 1 to 5, a comment at most 1,000 characters.
        NOT_VALID
    }

    @ApplicationModuleListener(condition = "#moved.solved()")
    void on(CaseMoved moved) {
        var solved = cases.find(moved.id()).orElseThrow();
        var id = SurveyId.next();
        int asked =
                jdbc.sql(
                                """
                                insert into feedback.survey (id, case_id, customer, asked_at)
                                values (:id, :caseId, :customer, :now)
                                on conflict (case_id) where score is null do nothing
                                """)
                        .param("id", id.uuid())
                        .param("caseId", solved.id().uuid())
                        .param("customer", solved.customer().uuid())
                        .param("now", Timestamp.from(clock.instant()))
                        .update();
        if (asked == 1) {
            conversations.say(
                    solved.conversation(),
                    new Body.Shown(Reference.to("survey", id)),
                    "survey:" + id);
            news.publishEvent(new SurveyAsked(solved.id()));
        }
    }

    /// What stands in the address by which somebody answers without signing in. The last one that
    /// was made is the one that opens.
    @Transactional
    public Optional<String> link(CaseId of) {
        // Random, not by time: nobody can guess it.
        var secret = Ids.print("how", UUID.randomUUID());
        int linked =
                jdbc.sql(
                                """
                                update feedback.survey set link = :link
                                where case_id = :of and score is null
                                """)
                        .param("link", Digests.hex(secret))
                        .param("of", of.uuid())
                        .update();
        return linked == 1 ? Optional.of(secret) : Optional.empty();
    }

    public Optional<Survey> byLink(String secret) {
        return jdbc.sql("select id from feedback.survey where link = :link")
                .param("link", Digests.hex(secret))
                .query((row, _) -> new SurveyId(row.getObject("id", UUID.class)))
                .optional()
                .flatMap(this::find);
    }

    public Optional<Survey> find(SurveyId id) {
        return jdbc.sql(
                        """
                        select id, case_id, customer, score, comment, asked_at
                        from feedback.survey where id = :id
                        """)
                .param("id", id.uuid())
                .query((row, n) ->
                        new Survey(
                                id,
                                new CaseId(row.getObject("case_id", UUID.class)),
                                new CustomerId(row.getObject("customer", UUID.class)),
                                Optional.ofNullable(row.getObject("score", Integer.class)),
                                row.getString("comment"),
                                row.getTimestamp("asked_at").toInstant()))
                .optional();
    }

    @Transactional
    public Answered answer(SurveyId id, CustomerId customer, int score, String comment) {
        if (score < 1 || score > 5 || comment.length() > 1000) {
            return Answered.NOT_VALID;
        }
        var survey = find(id).filter(one -> one.customer().equals(customer));
        if (survey.isEmpty()) {
            return Answered.NOT_FOUND;
        }
        var one = cases.find(survey.get().of()).orElseThrow();
        int written =
                jdbc.sql(
                                """
                                update feedback.survey
                                set score = :score, comment = :comment, answered_at = :now,
                                    agent = :agent, about = :about
                                where id = :id and score is null
                                """)
                        .param("score", score)
                        .param("comment", comment.strip())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("agent", one.assignee().map(AgentId::uuid).orElse(null))
                        .param("about", one.about().kind())
                        .param("id", id.uuid())
                        .update();
        if (written == 0) {
            return Answered.ALREADY;
        }
        if (score > LOW) {
            cases.move(survey.get().of(), Stage.CLOSED);
        }
        news.publishEvent(new SurveyAnswered(survey.get().of(), score, comment.strip()));
        return Answered.THANKS;
    }

    /// One more question, once the first was answered.
    @Transactional
    public Answered answer(
            SurveyId id, CustomerId customer, String key, Optional<Integer> score, String words) {
        var survey =
                find(id).filter(it -> it.customer().equals(customer) && it.score().isPresent());
        if (survey.isEmpty()) {
            return Answered.NOT_FOUND;
        }
        return questions.answer(id, key, score, words) ? Answered.THANKS : Answered.NOT_VALID;
    }

    /// How customers judged one person's work, or one kind of thing.
    ///
    /// @param who an agent, or the kind of what it was about
    public record Judged<T>(T who, long answers, double average) {}

    public List<Judged<AgentId>> byAgentSince(Instant since) {
        return jdbc.sql(
                        """
                        select agent, count(*) as answers, avg(score)::float8 as average
                        from feedback.survey where answered_at >= :since and agent is not null
                        group by agent order by answers desc, agent limit 200
                        """)
                .param("since", Timestamp.from(since))
                .query((row, _) ->
                        new Judged<>(
                                new AgentId(row.getObject("agent", UUID.class)),
                                row.getLong("answers"),
                                row.getDouble("average")))
                .list();
    }

    public List<Judged<String>> byKindSince(Instant since) {
        return jdbc.sql(
                        """
                        select about, count(*) as answers, avg(score)::float8 as average
                        from feedback.survey where answered_at >= :since and about <> ''
                        group by about order by answers desc, about limit 50
                        """)
                .param("since", Timestamp.from(since))
                .query((row, _) ->
                        new Judged<>(
                                row.getString("about"),
                                row.getLong("answers"),
                                row.getDouble("average")))
                .list();
    }

    /// Takes over an answer given in another system.
    @Transactional
    public void bring(CaseId of, CustomerId customer, int score, Instant at) {
        jdbc.sql(
                        """
                        insert into feedback.survey
                            (id, case_id, customer, score, asked_at, answered_at)
                        values (:id, :caseId, :customer, :score, :at, :at) on conflict do nothing
                        """)
                .param("id", SurveyId.next().uuid())
                .param("caseId", of.uuid())
                .param("customer", customer.uuid())
                .param("score", score)
                .param("at", Timestamp.from(at))
                .update();
    }

    /// How customers judged the cases they answered for.
    public record Mood(long answers, double average) {}

    /// What somebody wrote besides the stars.
    public record Comment(CaseId of, int score, String words, Instant at) {}

    /// In their own words: with the stars, or to a question of one's own; the latest first.
    public List<Comment> commentsSince(Instant since, int most) {
        return jdbc.sql(
                        """
                        select case_id, score, words, at from (
                            select case_id, score, comment as words, answered_at as at
                            from feedback.survey where answered_at >= :since and comment <> ''
                            union all
                            select s.case_id, s.score, a.words, a.at
                            from feedback.answer a join feedback.survey s on s.id = a.survey
                            where a.at >= :since and a.words <> '' and s.score is not null) said
                        order by at desc limit :most
                        """)
                .param("since", Timestamp.from(since))
                .param("most", most)
                .query((row, _) ->
                        new Comment(
                                new CaseId(row.getObject("case_id", UUID.class)),
                                row.getInt("score"),
                                row.getString("words"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    public Mood moodSince(Instant since) {
        return jdbc.sql(
                        """
                        select count(score) as answers, coalesce(avg(score), 0)::float8 as average
                        from feedback.survey where answered_at >= :since
                        """)
                .param("since", Timestamp.from(since))
                .query(Mood.class)
                .single();
    }
}
