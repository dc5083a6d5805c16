package okpay.disputes;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute.Step;
import okpay.disputes.Dispute.Step.Kind;
import okpay.disputes.Disputes.Reason;
import okpay.files.Intake;
import okpay.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Files of both sides, never shown inside a page.
@Component
public class Evidence {

    private static final int MOST = 10;

    private final JdbcClient jdbc;
    private final DisputeStore store;
    private final Intake intake;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Evidence(
            JdbcClient jdbc,
            DisputeStore store,
            Intake intake,
            TransactionTemplate transaction,
            Clock clock) {
        this.intake = intake;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    public enum Side {
        CUSTOMER,
        MERCHANT
    }

    /// @param name as its side called it
    /// @param type `image/png`, `image/jpeg` or `application/pdf`
    public record Piece(UUID id, Side side, String name, String type, Instant at) {}

    /// A file, whole.
    public record Content(Piece piece, InputStream body) {}

    /// Adds a file to a dispute that is not decided.
    ///
    /// @return why not, or nothing when it is there
    public Optional<Reason> add(DisputeId id, Side side, String name, byte[] body) {
        return switch (intake.take(name, body)) {
            case Intake.Taken.Refused(var why) -> Optional.of(reason(why));
            case Intake.Taken.Clean file ->
                    Objects.requireNonNull(transaction.execute(_ -> keep(id, side, file)));
        };
    }

    private static Reason reason(Intake.Reason why) {
        return switch (why) {
            case TOO_LARGE -> Reason.FILE_TOO_LARGE;
            case NOT_READABLE -> Reason.FILE_NOT_READABLE;
            case INFECTED -> Reason.FILE_INFECTED;
            case NOT_SCANNED -> Reason.FILE_NOT_SCANNED;
            case TOO_MANY -> Reason.TOO_MANY_FILES;
        };
    }

    private Optional<Reason> keep(DisputeId id, Side side, Intake.Taken.Clean file) {
        var dispute = store.lock(id);
        if (!dispute.stage().isOpen()) {
            return Optional.of(Reason.NOT_NOW);
        }
        if (list(id).stream().filter(it -> it.side() == side).count() >= MOST) {
            return Optional.of(Reason.TOO_MANY_FILES);
        }
        jdbc.sql(
                        """
                        insert into disputes.evidence (id, dispute, side, name, type, body, at)
                        values (:id, :dispute, :side, :name, :type, :body, :now)
                        """)
                .param("id", Ids.next())
                .param("dispute", id.uuid())
                .param("side", side.name())
                .param("name", file.name())
                .param("type", file.type())
                .param("body", file.body().getByteArray())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        store.add(dispute, new Step(Kind.EVIDENCE_ADDED, file.name(), clock.instant()));
        return Optional.empty();
    }

    /// What both sides brought, oldest first.
    public List<Piece> list(DisputeId id) {
        return jdbc.sql(
                        """
                        select id, side, name, type, at from disputes.evidence
                        where dispute = :id order by at, id
                        """)
                .param("id", id.uuid())
                .query((row, n) ->
                        new Piece(
                                row.getObject("id", UUID.class),
                                Side.valueOf(row.getString("side")),
                                row.getString("name"),
                                row.getString("type"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    /// One file of this dispute; another's does not exist.
    public Optional<Content> find(DisputeId id, UUID piece) {
        return list(id).stream()
                .filter(it -> it.id().equals(piece))
                .findFirst()
                .map(it ->
                        new Content(
                                it,
                                new ByteArrayInputStream(
                                        jdbc.sql(
                                                        "select body from disputes.evidence"
                                                                + " where id = :id")
                                                .param("id", piece)
                                                .query(byte[].class)
                                                .single())));
    }
}
