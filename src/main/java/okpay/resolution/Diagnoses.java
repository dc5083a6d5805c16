package okpay.resolution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.support.CaseId;
import okpay.wallet.PaymentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The verdicts given so far, newest last.
@Component
public class Diagnoses {

    private static final String SELECT =
            """
            select d.id, case_id, payment, version, verdict, at, chosen,
                   not exists (select 1 from resolution.diagnosis later
                       where later.case_id = d.case_id and later.id > d.id) as current
            from resolution.diagnosis d
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Diagnoses(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public Optional<Diagnosis> find(DiagnosisId id) {
        return jdbc.sql(SELECT + " where d.id = :id")
                .param("id", id.uuid())
                .query(this::row)
                .optional();
    }

    public Optional<Diagnosis> latest(CaseId of) {
        return all(of).stream().reduce((_, later) -> later);
    }

    public List<Diagnosis> all(CaseId of) {
        return jdbc.sql(SELECT + " where d.case_id = :id order by d.id limit 100")
                .param("id", of.uuid())
                .query(this::row)
                .list();
    }

    /// How often each cause was found since then, the most frequent first.
    public record Count(String cause, long times) {}

    public List<Count> causesSince(Instant since) {
        return jdbc.sql(
                        """
                        select verdict ->> 'cause' as cause, count(distinct payment) as times
                        from resolution.diagnosis where at >= :since group by 1 order by 2 desc
                        """)
                .param("since", Timestamp.from(since))
                .query((row, n) -> new Count(row.getString("cause"), row.getLong("times")))
                .list();
    }

    DiagnosisId keep(CaseId of, PaymentId payment, Verdict verdict, Instant at) {
        var id = DiagnosisId.next();
        jdbc.sql(
                        """
                        insert into resolution.diagnosis (id, case_id, payment, version, verdict, at)
                        values (:id, :caseId, :payment, :version, :verdict::jsonb, :at)
                        """)
                .param("id", id.uuid())
                .param("caseId", of.uuid())
                .param("payment", payment.uuid())
                .param("version", Tree.VERSION)
                .param("verdict", json.writeValueAsString(verdict))
                .param("at", Timestamp.from(at))
                .update();
        return id;
    }

    void choose(DiagnosisId id, Remedy remedy) {
        jdbc.sql(
                        "update resolution.diagnosis set chosen = :remedy where id = :id and chosen is null")
                .param("remedy", remedy.name())
                .param("id", id.uuid())
                .update();
    }

    private Diagnosis row(ResultSet row, int n) throws SQLException {
        return new Diagnosis(
                new DiagnosisId(row.getObject("id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                new PaymentId(row.getObject("payment", UUID.class)),
                row.getInt("version"),
                json.readValue(row.getString("verdict"), Verdict.class),
                row.getTimestamp("at").toInstant(),
                Optional.ofNullable(row.getString("chosen")).map(Remedy::valueOf),
                row.getBoolean("current"));
    }
}
