package okpay.disputes;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import okpay.disputes.Dispute.Step;
import okpay.disputes.Dispute.Step.Kind;
import okpay.disputes.Disputes.Reason;
import okpay.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Files of both sides. Pictures are drawn anew, so that nothing hides in them, neither a place
/// where they were taken; of everything else only PDF is kept, and never shown inside a page.
@Component
public class Evidence {

    static final int LARGEST = 8_000_000;
    private static final int MOST = 10;
    private static final int SIDE = 2_000;
    private static final long PIXELS = 40_000_000;

    private final JdbcClient jdbc;
    private final DisputeStore store;
    private final Clock clock;

    Evidence(JdbcClient jdbc, DisputeStore store, Clock clock) {
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
    @Transactional
    public Optional<Reason> add(DisputeId id, Side side, String name, byte[] body) {
        if (body.length > LARGEST) {
            return Optional.of(Reason.FILE_TOO_LARGE);
        }
        var dispute = store.lock(id);
        if (!dispute.stage().isOpen()) {
            return Optional.of(Reason.NOT_NOW);
        }
        if (list(id).stream().filter(it -> it.side() == side).count() >= MOST) {
            return Optional.of(Reason.TOO_MANY_FILES);
        }
        boolean isPdf = new String(body, 0, Math.min(5, body.length), StandardCharsets.US_ASCII)
                .equals("%PDF-");
        var kept = isPdf ? Optional.of(body) : redrawn(body);
        if (kept.isEmpty()) {
            return Optional.of(Reason.FILE_NOT_READABLE);
        }
        jdbc.sql(
                        """
                        insert into disputes.evidence (id, dispute, side, name, type, body, at)
                        values (:id, :dispute, :side, :name, :type, :body, :now)
                        """)
                .param("id", Ids.next())
                .param("dispute", id.uuid())
                .param("side", side.name())
                .param("name", called(name))
                .param("type", isPdf ? "application/pdf" : "image/png")
                .param("body", kept.get())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        store.add(dispute, new Step(Kind.EVIDENCE_ADDED, called(name), clock.instant()));
        return Optional.empty();
    }

    /// The last part of the name, without what a file system or a header could stumble over.
    private static String called(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cntrl}\"<>|:*?;%]", "").strip();
        var named = clean.isEmpty() ? "file" : clean;
        return named.length() > 100 ? named.substring(named.length() - 100) : named;
    }

    private static Optional<byte[]> redrawn(byte[] body) {
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(body))) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(in, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > PIXELS) {
                    return Optional.empty();
                }
                return Optional.of(png(reader.read(0))).filter(it -> it.length <= LARGEST);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException _) {
            // Image readers throw whatever comes on broken files.
            return Optional.empty();
        }
    }

    private static byte[] png(BufferedImage image) throws IOException {
        double scale =
                Math.min(1.0, SIDE / (double) Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) (image.getWidth() * scale));
        int height = Math.max(1, (int) (image.getHeight() * scale));
        var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        pen.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, java.awt.Color.WHITE, null);
        pen.dispose();
        var out = new ByteArrayOutputStream();
        ImageIO.write(drawn, "png", out);
        return out.toByteArray();
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
