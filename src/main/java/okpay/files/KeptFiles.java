package okpay.files;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Digests;
import okpay.identity.CustomerId;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The files of customers' cases: each belongs to one customer, whoever sent it.
@Component
public class KeptFiles {

    /// What a message that shows a file refers to.
    public static final String KIND = "file";

    private final JdbcClient jdbc;
    private final FileSettings settings;
    private final Clock clock;

    KeptFiles(JdbcClient jdbc, FileSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param of whose it is
    /// @param width in pixels; 0 for what is no picture
    public record Kept(
            FileId id, CustomerId of, String name, String type, int width, int height, Instant at) {
        public boolean isPicture() {
            return type.startsWith("image/");
        }
    }

    /// Whether there is room for one more today.
    public boolean hasRoom(CustomerId of) {
        return jdbc.sql("select count(*) from files.file where customer = :of and at > :since")
                        .param("of", of.uuid())
                        .param("since", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                        .query(Integer.class)
                        .single()
                < settings.aDay();
    }

    @Transactional
    public FileId keep(CustomerId of, Intake.Taken.Clean file) {
        var id = FileId.next();
        jdbc.sql(
                        """
                        insert into files.file (id, customer, name, type, width, height, sha256, body, at)
                        values (:id, :of, :name, :type, :width, :height, :sha256, :body, :now)
                        """)
                .param("id", id.uuid())
                .param("of", of.uuid())
                .param("name", file.name())
                .param("type", file.type())
                .param("width", file.width())
                .param("height", file.height())
                .param("sha256", Digests.hex(file.body().getByteArray()))
                .param("body", file.body().getByteArray())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    public Optional<Kept> find(FileId id) {
        return jdbc.sql(
                        "select id, customer, name, type, width, height, at from files.file where id = :id")
                .param("id", id.uuid())
                .query((row, _) -> kept(row))
                .optional();
    }

    /// @return how many there were: one, or none
    @Transactional
    public int forget(FileId id) {
        return jdbc.sql("delete from files.file where id = :id").param("id", id.uuid()).update();
    }

    public ByteArrayResource body(FileId id) {
        return jdbc.sql("select body from files.file where id = :id")
                .param("id", id.uuid())
                .query((row, _) -> new ByteArrayResource(row.getBytes("body")))
                .single();
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                new FileId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("customer", UUID.class)),
                row.getString("name"),
                row.getString("type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getTimestamp("at").toInstant());
    }
}
