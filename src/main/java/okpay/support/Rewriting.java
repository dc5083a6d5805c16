package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.support.Receipts.Side;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Words that are changed or taken back by who wrote them. What stood there before is kept, and the
/// desk can read it: nobody's complaint, and nobody's promise, disappears.
@Component
public class Rewriting {

    /// How long words can be changed or taken back.
    public static final Duration WINDOW = Duration.ofMinutes(15);

    private static final int MOST_TIMES = 10;

    private final JdbcClient jdbc;
    private final Conversations conversations;
    private final Receipts receipts;
    private final JsonMapper json;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Rewriting(
            JdbcClient jdbc,
            Conversations conversations,
            Receipts receipts,
            JsonMapper json,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.conversations = conversations;
        this.receipts = receipts;
        this.json = json;
        this.news = news;
        this.clock = clock;
    }

    /// What came of it.
    public enum Outcome {
        DONE,
        /// There is no such message of theirs, or it was taken back already.
        NOT_THERE,
        /// More than a quarter of an hour ago, or changed ten times.
        TOO_LATE,
        /// The customer has read it: what the desk has said stands, and is put right in new words.
        READ,
        /// It went by mail or to a chat elsewhere, and cannot be had back.
        LEFT,
        EMPTY,
        TOO_LONG
    }

    /// News: words were changed (`words` is true) or taken back.
    public record Rewritten(ConversationId conversation, long seq, boolean words) {}

    /// @param body what stood there
    /// @param at until when
    public record Earlier(long seq, Body body, Instant at) {}

    /// A customer's own words, put differently. The desk writes anew instead: what it says is
    /// checked before it leaves.
    @Transactional
    public Outcome change(ConversationId id, Author.OfCustomer author, long seq, String text) {
        var tidy = Conversations.tidy(text);
        if (tidy.isBlank()) {
            return Outcome.EMPTY;
        }
        if (tidy.length() > Conversations.LONGEST) {
            return Outcome.TOO_LONG;
        }
        var found = locked(id, author, seq).filter(it -> it.body() instanceof Body.Text);
        if (found.isEmpty()) {
            return Outcome.NOT_THERE;
        }
        if (found.get().body().equals(new Body.Text(tidy))) {
            return Outcome.DONE;
        }
        return rewrite(found.get(), Written.changed(tidy, clock.instant()), true);
    }

    /// Words, a picture or a paper.
    @Transactional
    public Outcome takeBack(ConversationId id, Author author, long seq) {
        var found = locked(id, author, seq).filter(it -> isOfPerson(it.body()));
        if (found.isEmpty()) {
            return Outcome.NOT_THERE;
        }
        if (author instanceof Author.OfAgent && receipts.of(id, Side.CUSTOMER).read() >= seq) {
            return Outcome.READ;
        }
        return rewrite(found.get(), Written.of(new Body.TakenBack()), false);
    }

    /// Everything that once stood there, oldest first.
    public List<Earlier> earlier(ConversationId id) {
        return jdbc.sql(
                        """
                        select seq, body, at from support.rewrite
                        where conversation = :id order by seq, n limit 200
                        """)
                .param("id", id.uuid())
                .query((row, _) ->
                        new Earlier(
                                row.getLong("seq"),
                                json.readValue(row.getString("body"), Written.class).body(),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    private static boolean isOfPerson(Body body) {
        return body instanceof Body.Text || body instanceof Body.Shown;
    }

    /// The conversation is held, so that two changes come one after the other.
    private Optional<Message> locked(ConversationId id, Author author, long seq) {
        var _ =
                jdbc.sql("select last_seq from support.conversation where id = :id for update")
                        .param("id", id.uuid())
                        .query(Long.class)
                        .optional();
        return conversations.message(id, seq).filter(it -> it.author().equals(author));
    }

    private Outcome rewrite(Message before, Written after, boolean isWords) {
        var now = clock.instant();
        if (before.at().plus(WINDOW).isBefore(now)) {
            return Outcome.TOO_LATE;
        }
        int kept =
                jdbc.sql(
                                """
                                insert into support.rewrite (conversation, seq, n, body, at)
                                select m.conversation, m.seq, (select count(*) + 1
                                        from support.rewrite r
                                        where r.conversation = m.conversation and r.seq = m.seq),
                                    m.body, :now
                                from support.message m where conversation = :id and seq = :seq
                                  and (select count(*) from support.rewrite r
                                       where r.conversation = :id and r.seq = :seq) < :most
                                """)
                        .param("now", Timestamp.from(now))
                        .param("id", before.conversation().uuid())
                        .param("seq", before.seq())
                        .param("most", isWords ? MOST_TIMES : MOST_TIMES + 1)
                        .update();
        if (kept == 0) {
            return Outcome.TOO_LATE;
        }
        jdbc.sql(
                        """
                        update support.message set body = :body::jsonb, tx = pg_current_xact_id()
                        where conversation = :id and seq = :seq
                        """)
                .param("body", json.writeValueAsString(after))
                .param("id", before.conversation().uuid())
                .param("seq", before.seq())
                .update();
        news.publishEvent(new Rewritten(before.conversation(), before.seq(), isWords));
        return Outcome.DONE;
    }
}
