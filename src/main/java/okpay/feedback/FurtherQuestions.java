package okpay.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.support.Conversations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What an operator asks besides how it went: how easy it was, whether one would recommend OKPay,
/// and anything else.
@Component
public class FurtherQuestions {

    private static final int LONGEST = 200;
    private static final int LONGEST_WORDS = 1_000;
    private static final int MOST = 5;

    private final JdbcClient jdbc;
    private final Clock clock;

    FurtherQuestions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public enum Kind {
        /// From 1 (not at all) to 7 (entirely): customer effort score.
        AGREE(1, 7),
        /// From 0 to 10: net promoter score.
        RECOMMEND(0, 10),
        WORDS(0, 0);

        private final int least;
        private final int most;

        Kind(int least, int most) {
            this.least = least;
            this.most = most;
        }

        public int least() {
            return least;
        }

        public int most() {
            return most;
        }
    }

    public record Question(String key, Kind kind, String en, String zh) {
        public String in(String language) {
            return language.equals("zh") ? zh : en;
        }
    }

    /// In their order.
    public List<Question> all() {
        return jdbc.sql(
                        """
                        select key, kind, en, zh from feedback.question
                        where not gone order by place, key limit 5
                        """)
                .query((row, _) -> question(row))
                .list();
    }

    /// Asks one more thing, or the same in other words.
    ///
    /// @return false when something is empty, too long or one too many
    @Transactional
    public boolean write(Question question) {
        boolean isKnown = all().stream().anyMatch(it -> it.key.equals(question.key));
        boolean isRight =
                question.key.matches("[a-z][a-z0-9_]{0,39}")
                        && !question.en.isBlank()
                        && question.en.length() <= LONGEST
                        && !question.zh.isBlank()
                        && question.zh.length() <= LONGEST;
        if (!isRight || (!isKnown && all().size() >= MOST)) {
            return false;
        }
        return jdbc.sql(
                                """
                                insert into feedback.question (key, kind, en, zh, place)
                                values (:key, :kind, :en, :zh,
                                    (select coalesce(max(place), 0) + 1 from feedback.question))
                                on conflict (key) do update set en = :en, zh = :zh, gone = false
                                where feedback.question.kind = :kind
                                """)
                        .param("key", question.key)
                        .param("kind", question.kind.name())
                        .param("en", question.en.strip())
                        .param("zh", question.zh.strip())
                        .update()
                == 1;
    }

    @Transactional
    public void takeAway(String key) {
        jdbc.sql("update feedback.question set gone = true where key = :key")
                .param("key", key)
                .update();
    }

    /// The first one this survey has no answer to; nobody is asked everything at once.
    public Optional<Question> next(SurveyId survey) {
        return jdbc.sql(
                        """
                        select key, kind, en, zh from feedback.question q
                        where not gone and not exists (select 1 from feedback.answer a
                            where a.survey = :survey and a.question = q.key)
                        order by place, key limit 1
                        """)
                .param("survey", survey.uuid())
                .query((row, _) -> question(row))
                .optional();
    }

    /// What to ask beside a survey now: nothing before it was answered itself.
    public Optional<Question> next(Survey survey) {
        return survey.score().isPresent() ? next(survey.id()) : Optional.empty();
    }

    /// @param score empty to leave it out
    /// @return false when there is no such question, or that is no answer to it
    @Transactional
    boolean answer(SurveyId survey, String key, Optional<Integer> score, String words) {
        var question = all().stream().filter(it -> it.key.equals(key)).findFirst();
        var tidy = Conversations.tidy(words);
        boolean isRight =
                question.isPresent()
                        && tidy.length() <= LONGEST_WORDS
                        && score.filter(it ->
                                        it < question.get().kind.least
                                                || it > question.get().kind.most)
                                .isEmpty();
        if (!isRight) {
            return false;
        }
        jdbc.sql(
                        """
                        insert into feedback.answer (survey, question, score, words, at)
                        values (:survey, :key, :score, :words, :now) on conflict do nothing
                        """)
                .param("survey", survey.uuid())
                .param("key", key)
                .param("score", score.orElse(null))
                .param("words", tidy)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    /// @param average of the scores
    /// @param net promoters (9 and 10) less detractors (0 to 6) of a hundred; for RECOMMEND
    public record Result(Question question, long answers, double average, long net) {}

    public List<Result> since(Instant since) {
        return jdbc.sql(
                        """
                        select q.key, q.kind, q.en, q.zh, count(a.score) as answers,
                            coalesce(avg(a.score), 0)::float8 as average,
                            coalesce(round(100.0 * (count(*) filter (where a.score >= 9)
                                - count(*) filter (where a.score <= 6))
                                / nullif(count(a.score), 0)), 0)::bigint as net
                        from feedback.question q
                        left join feedback.answer a on a.question = q.key and a.at >= :since
                        where not q.gone group by q.key order by q.place, q.key
                        """)
                .param("since", Timestamp.from(since))
                .query((row, _) ->
                        new Result(
                                question(row),
                                row.getLong("answers"),
                                row.getDouble("average"),
                                row.getLong("net")))
                .list();
    }

    private static Question question(ResultSet row) throws SQLException {
        return new Question(
                row.getString("key"),
                Kind.valueOf(row.getString("kind")),
                row.getString("en"),
                row.getString("zh"));
    }
}
