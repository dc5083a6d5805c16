package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How far each side of a conversation has read, and whether it is writing at this moment.
@Component
public class Receipts {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Receipts(JdbcClient jdbc, ApplicationEventPublisher news, Clock clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
    }

    public enum Side {
        CUSTOMER,
        DESK
    }

    /// @param read the number of the last message that was on this side's screen; 0 for none
    /// @param readAt when it came there
    /// @param writingAt when this side last typed
    public record Receipt(long read, Optional<Instant> readAt, Optional<Instant> writingAt) {
        static final Receipt NONE = new Receipt(0, Optional.empty(), Optional.empty());
    }

    /// News: one side has read on, or types. Only for pages that are open.
    public record Attended(ConversationId conversation) {}

    /// Remembers what one side has on its screen. What was read stays read; a number nobody has
    /// given yet counts as the last one.
    ///
    /// @param writes they typed something just now
    @Transactional
    public void mark(ConversationId id, Side side, long read, boolean writes) {
        int changed =
                jdbc.sql(
                                """
                                insert into support.receipt as old
                                    (conversation, side, read_seq, read_at, writing_at)
                                select id, :side, least(:read, last_seq), :now,
                                    case when :writes then :now::timestamptz end
                                from support.conversation where id = :id and :read >= 0
                                on conflict (conversation, side) do update set
                                    read_seq = greatest(old.read_seq, excluded.read_seq),
                                    read_at = case when excluded.read_seq > old.read_seq
                                        then excluded.read_at else old.read_at end,
                                    writing_at = coalesce(excluded.writing_at, old.writing_at),
                                    tx = excluded.tx
                                where excluded.read_seq > old.read_seq or :writes
                                """)
                        .param("id", id.uuid())
                        .param("side", side.name())
                        .param("read", read)
                        .param("writes", writes)
                        .param("now", Timestamp.from(clock.instant()))
                        .update();
        if (changed > 0) {
            news.publishEvent(new Attended(id));
        }
    }

    public Receipt of(ConversationId id, Side side) {
        return jdbc.sql(
                        """
                        select read_seq, read_at, writing_at from support.receipt
                        where conversation = :id and side = :side
                        """)
                .param("id", id.uuid())
                .param("side", side.name())
                .query((row, _) ->
                        new Receipt(
                                row.getLong("read_seq"),
                                Optional.of(row.getTimestamp("read_at").toInstant()),
                                Optional.ofNullable(row.getTimestamp("writing_at"))
                                        .map(Timestamp::toInstant)))
                .optional()
                .orElse(Receipt.NONE);
    }
}
