package okpay.resolution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.resolution.WhichPayment.Question;
import okpay.support.CaseId;
import okpay.wallet.PaymentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of questions which payment is meant.
@Component
class QuestionRows {

    private static final int AT_ONCE = 100;

    private static final String SELECT =
            """
            select id, case_id, payments, for_person, until, lapsed, answered_at, chosen
            from resolution.question
            """;

    private final JdbcClient jdbc;

    QuestionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    QuestionId keep(CaseId of, List<PaymentId> payments, boolean forPerson, Instant until) {
        var id = QuestionId.next();
        jdbc.sql(
                        """
                        insert into resolution.question (id, case_id, payments, for_person, until)
                        values (:id, :of, :payments, :person, :until)
                        """)
                .param("id", id.uuid())
                .param("of", of.uuid())
                .param("payments", payments.stream().map(PaymentId::uuid).toArray(UUID[]::new))
                .param("person", forPerson)
                .param("until", Timestamp.from(until))
                .update();
        return id;
    }

    Optional<Question> find(QuestionId id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id.uuid())
                .query(QuestionRows::row)
                .optional();
    }

    /// The last one of a case.
    Optional<Question> last(CaseId of) {
        return jdbc.sql(SELECT + " where case_id = :id order by id desc limit 1")
                .param("id", of.uuid())
                .query(QuestionRows::row)
                .optional();
    }

    /// @return false when it was answered before
    boolean answer(QuestionId id, Optional<PaymentId> chosen, Instant now) {
        return jdbc.sql(
                                """
                                update resolution.question set answered_at = :now, chosen = :chosen
                                where id = :id and answered_at is null
                                """)
                        .param("now", Timestamp.from(now))
                        .param("chosen", chosen.map(PaymentId::uuid).orElse(null))
                        .param("id", id.uuid())
                        .update()
                > 0;
    }

    /// @return false when it was answered, or has lapsed before
    boolean lapse(QuestionId id) {
        return jdbc.sql(
                                """
                                update resolution.question set lapsed = true
                                where id = :id and answered_at is null and not lapsed
                                """)
                        .param("id", id.uuid())
                        .update()
                > 0;
    }

    /// Those that nobody answered in time.
    List<QuestionId> due(Instant now) {
        return jdbc.sql(
                        """
                        select id from resolution.question
                        where answered_at is null and not lapsed and until <= :now
                        order by until limit :most
                        """)
                .param("now", Timestamp.from(now))
                .param("most", AT_ONCE)
                .query((row, _) -> new QuestionId(row.getObject("id", UUID.class)))
                .list();
    }

    private static Question row(ResultSet row, int n) throws SQLException {
        return new Question(
                new QuestionId(row.getObject("id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                Stream.of((UUID[]) row.getArray("payments").getArray())
                        .map(PaymentId::new)
                        .toList(),
                row.getBoolean("for_person"),
                row.getTimestamp("until").toInstant(),
                state(row),
                Optional.ofNullable(row.getObject("chosen", UUID.class)).map(PaymentId::new));
    }

    private static WhichPayment.State state(ResultSet row) throws SQLException {
        if (row.getTimestamp("answered_at") != null) {
            return WhichPayment.State.ANSWERED;
        }
        return row.getBoolean("lapsed") ? WhichPayment.State.LAPSED : WhichPayment.State.ASKED;
    }
}
