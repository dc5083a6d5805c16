package okpay.disputes;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import okpay.id.Ids;
import okpay.qr.Pictures;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Files of both sides. Pictures are drawn anew, so that nothing hides in them, neither a place
/// where they were taken; of everything else only PDF is kept, and never shown inside a page.
@Component
public class Evidence {

    static final int LARGEST = 8_000_000;
    private static final int MOST = 10;
    private static final int SIDE = 2_000;

    private final JdbcClient jdbc;
    private final DisputeStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Evidence(JdbcClient jdbc, DisputeStore store, TransactionTemplate transaction, Clock clock) {
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
    /// @param type `image/png` or `application/pdf`
    public record Piece(UUID id, Side side, String name, String type, Instant at) {}

    /// A file, whole.
    public record Content(Piece piece, InputStream body) {}

    /// Adds a file to a dispute that is not decided.
    ///
    /// @return why not, or nothing when it is there
    public Optional<Reason> add(DisputeId id, Side side, String name, byte[] body) {
        if (body.length > LARGEST) {
            return Optional.of(Reason.FILE_TOO_LARGE);
        }
        boolean isPdf = isPdf(body);
        var kept = isPdf ? Optional.of(body) : Pictures.redraw(body, SIDE);
        if (kept.filter(it -> it.length <= LARGEST).isEmpty()) {
            return Optional.of(Reason.FILE_NOT_READABLE);
        }
        return Objects.requireNonNull(
                transaction.execute(
                        _ -> keep(id, side, called(name, isPdf ? ".pdf" : ".png"), kept.get())));
    }

    private static boolean isPdf(byte[] body) {
        var start = new String(body, 0, Math.min(5, body.length), StandardCharsets.US_ASCII);
        return start.equals("%PDF-");
    }

    private Optional<Reason> keep(DisputeId id, Side side, String name, byte[] body) {
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
                .param("name", name)
                .param("type", name.endsWith(".pdf") ? "application/pdf" : "image/png")
                .param("body", body)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        store.add(dispute, new Step(Kind.EVIDENCE_ADDED, name, clock.instant()));
        return Optional.empty();
    }

    /// The last part of the name, without what a file system or a header could stumble over, and
    /// with the ending of what it is.
    private static String called(String name, String ending) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        var clean =
                (dot > 0 ? last.substring(0, dot) : last)
                        .replaceAll("[\\p{Cntrl}\"<>|:*?;%.]", "")
                        .strip();
        var named = clean.isEmpty() ? "file" : clean;
        return (named.length() > 100 ? named.substring(named.length() - 100) : named) + ending;
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
