package okpay.feedback;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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

/// Asks how it went, once for each solved case, in the conversation itself.
@Component
public class Surveys {

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Conversations conversations;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Surveys(
            JdbcClient jdbc,
            Cases cases,
            Conversations conversations,
            ApplicationEventPublisher news,
            Clock clock) {
        this.news = news;
        this.jdbc = jdbc;
        this.cases = cases;
        this.conversations = conversations;
        this.clock = clock;
    }

    /// A score up to this is followed up by a person.
    public static final int LOW = 2;

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

    @ApplicationModuleListener(condition = "#news.solved()")
    void on(CaseMoved news) {
        var solved = cases.find(news.id()).orElseThrow();
        var id = SurveyId.next();
        int asked =
                jdbc.sql(
                                """
                                insert into feedback.survey (id, case_id, customer, asked_at)
                                values (:id, :caseId, :customer, :now) on conflict do nothing
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
                    "survey:" + solved.id());
        }
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
        int written =
                jdbc.sql(
                                """
                                update feedback.survey
                                set score = :score, comment = :comment, answered_at = :now
                                where id = :id and score is null
                                """)
                        .param("score", score)
                        .param("comment", comment.strip())
                        .param("now", Timestamp.from(clock.instant()))
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
