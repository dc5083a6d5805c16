package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of promises.
@Component
class PromiseRows {

    static final String COLUMNS =
            "id, case_id, kind, due, state, made_at, ended_at, why, left_seconds, moved_why";

    private final JdbcClient jdbc;

    PromiseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Promise promise, String calendar) {
        jdbc.sql(
                        """
                        insert into support.promise
                            (id, case_id, kind, due, state, made_at, ended_at, why, calendar)
                        values (:id, :caseId, :kind, :due, :state, :made, :ended, :why, :calendar)
                        """)
                .param("id", promise.id().uuid())
                .param("caseId", promise.of().uuid())
                .param("kind", promise.kind().name())
                .param("due", Timestamp.from(promise.due()))
                .param("state", promise.state().name())
                .param("made", Timestamp.from(promise.madeAt()))
                .param("ended", promise.endedAt().map(Timestamp::from).orElse(null))
                .param("why", promise.why())
                .param("calendar", calendar)
                .update();
    }

    static Promise row(ResultSet row, int n) throws SQLException {
        return new Promise(
                new PromiseId(row.getObject("id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                Promise.Kind.valueOf(row.getString("kind")),
                row.getTimestamp("due").toInstant(),
                Promise.State.valueOf(row.getString("state")),
                row.getTimestamp("made_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
                row.getString("why"),
                Optional.ofNullable(row.getObject("left_seconds", Long.class))
                        .map(Duration::ofSeconds),
                row.getString("moved_why"));
    }
}
