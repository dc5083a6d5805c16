package okpay.support;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The streams of words between a customer and OKPay: numbered, never doubled, never lost.
@Component
public class Conversations {

    /// The longest message, in characters.
    public static final int LONGEST = 4_000;

    private static final int PAGE = 200;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Conversations(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher news, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.news = news;
        this.clock = clock;
    }

    @Transactional
    public Conversation start(CustomerId customer) {
        var id = ConversationId.next();
        jdbc.sql(
                        "insert into support.conversation (id, customer, started_at) values (:id, :who, :now)")
                .param("id", id.uuid())
                .param("who", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return new Conversation(id, customer, 0);
    }

    public Optional<Conversation> find(ConversationId id) {
        return jdbc.sql("select id, customer, last_seq from support.conversation where id = :id")
                .param("id", id.uuid())
                .query((row, n) ->
                        new Conversation(
                                id,
                                new CustomerId(row.getObject("customer", UUID.class)),
                                row.getLong("last_seq")))
                .optional();
    }

    /// Why words cannot be said, wherever.
    public static Optional<Writing.Reason> flaw(String text) {
        String tidy = tidy(text);
        if (tidy.isBlank()) {
            return Optional.of(Writing.Reason.EMPTY);
        }
        return tidy.length() > LONGEST ? Optional.of(Writing.Reason.TOO_LONG) : Optional.empty();
    }

    /// Takes a person's words.
    ///
    /// @param clientId made on the sender's device for this message; the same one again gives the
    ///   first answer
    @Transactional
    public Writing write(ConversationId id, Author author, String text, String clientId) {
        var flaw = flaw(text);
        if (flaw.isPresent()) {
            return new Writing.NotAccepted(flaw.get());
        }
        return add(id, author, new Body.Text(tidy(text)), kind(author) + ":" + clientId)
                .<Writing>map(Writing.Accepted::new)
                .orElse(new Writing.NotAccepted(Writing.Reason.NO_SUCH_CONVERSATION));
    }

    /// A person shows something that lives elsewhere.
    ///
    /// @param clientId as in [#write]
    @Transactional
    public Writing show(ConversationId id, Author author, Reference what, String clientId) {
        return add(id, author, new Body.Shown(what), kind(author) + ":" + clientId)
                .<Writing>map(Writing.Accepted::new)
                .orElse(new Writing.NotAccepted(Writing.Reason.NO_SUCH_CONVERSATION));
    }

    /// What an author wrote under a client message id.
    public Optional<Message> written(ConversationId id, Author author, String clientId) {
        return byClientId(id, kind(author) + ":" + clientId);
    }

    /// The program says or shows something, once for each `key`.
    @Transactional
    public void say(ConversationId id, Body body, String key) {
        var okpay = new Author.Okpay();
        var _ = add(id, okpay, body, kind(okpay) + ":" + key).orElseThrow();
    }

    /// The message of this number.
    public Optional<Message> message(ConversationId id, long seq) {
        return jdbc.sql(
                        """
                        select seq, author_kind, author, body, at from support.message
                        where conversation = :id and seq = :seq
                        """)
                .param("id", id.uuid())
                .param("seq", seq)
                .query((row, _) -> message(id, row))
                .optional();
    }

    /// What was written after number `seq`, in order, at most 200.
    public List<Message> since(ConversationId id, long seq) {
        return jdbc.sql(
                        """
                        select seq, author_kind, author, body, at from support.message
                        where conversation = :id and seq > :seq order by seq limit 200
                        """)
                .param("id", id.uuid())
                .param("seq", seq)
                .query((row, n) -> message(id, row))
                .list();
    }

    /// Everything after number `seq`, in order.
    public List<Message> all(ConversationId id, long seq) {
        var all = new ArrayList<Message>();
        long last = seq;
        while (true) {
            var some = since(id, last);
            all.addAll(some);
            if (some.size() < PAGE) {
                return all;
            }
            last = some.getLast().seq();
        }
    }

    /// The customer's latest words, in order.
    public List<Message> latestOfCustomer(ConversationId id, int most) {
        return jdbc.sql(
                        """
                        select seq, author_kind, author, body, at from support.message
                        where conversation = :id and author_kind = 'CUSTOMER'
                        order by seq desc limit :most
                        """)
                .param("id", id.uuid())
                .param("most", most)
                .query((row, _) -> message(id, row))
                .list()
                .reversed();
    }

    /// The lock on the conversation's row makes the numbers gap-free and the client id unique at
    /// once.
    private Optional<Message> add(ConversationId asked, Author author, Body body, String clientId) {
        var id = asked;
        while (true) {
            var last = locked(id);
            if (last.isEmpty()) {
                return Optional.empty();
            }
            var earlier = byClientId(id, clientId);
            if (earlier.isPresent()) {
                return earlier;
            }
            // Whoever merges holds this conversation meanwhile: what is read now stands.
            var next = landing(id);
            if (next.equals(id)) {
                return Optional.of(add(id, last.get() + 1, author, body, clientId));
            }
            id = next;
        }
    }

    private Message add(ConversationId id, long seq, Author author, Body body, String clientId) {
        var message = new Message(id, seq, author, body, clock.instant(), Optional.empty());
        insert(message, clientId);
        news.publishEvent(new MessageWritten(id, message.seq(), !(author instanceof Author.Okpay)));
        return message;
    }

    /// Nobody else adds to it, or changes it, as long as the caller's transaction lasts.
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(ConversationId id) {
        locked(id);
    }

    private Optional<Long> locked(ConversationId id) {
        return jdbc.sql("select last_seq from support.conversation where id = :id for update")
                .param("id", id.uuid())
                .query(Long.class)
                .optional();
    }

    /// Where words to this conversation land: in itself, unless its case was merged into another.
    private ConversationId landing(ConversationId asked) {
        return jdbc.sql(
                        """
                        with recursive up as (
                            select merged_into, conversation, 0 as depth from support.support_case
                            where conversation = :id and merged_into is not null
                            union all
                            select c.merged_into, c.conversation, depth + 1 from up
                            join support.support_case c on c.id = up.merged_into where depth < 50)
                        select conversation from up where merged_into is null limit 1
                        """)
                .param("id", asked.uuid())
                .query((row, _) -> new ConversationId(row.getObject("conversation", UUID.class)))
                .optional()
                .orElse(asked);
    }

    void insert(Message message, String clientId) {
        jdbc.sql(
                        """
                        with numbered as (
                            update support.conversation set last_seq = :seq where id = :id)
                        insert into support.message
                            (conversation, seq, client_id, author_kind, author, body, at)
                        values (:id, :seq, :clientId, :kind, :author, :body::jsonb, :at)
                        """)
                .param("id", message.conversation().uuid())
                .param("seq", message.seq())
                .param("clientId", clientId)
                .param("kind", kind(message.author()))
                .param("author", who(message.author()).orElse(null))
                .param("body", json.writeValueAsString(Written.of(message.body())))
                .param("at", Timestamp.from(message.at()))
                .update();
    }

    private Optional<Message> byClientId(ConversationId id, String clientId) {
        return jdbc.sql(
                        """
                        select seq, author_kind, author, body, at from support.message
                        where conversation = :id and client_id = :clientId
                        """)
                .param("id", id.uuid())
                .param("clientId", clientId)
                .query((row, n) -> message(id, row))
                .optional();
    }

    private Message message(ConversationId id, ResultSet row) throws SQLException {
        var written = json.readValue(row.getString("body"), Written.class);
        return new Message(
                id,
                row.getLong("seq"),
                author(row.getString("author_kind"), row.getObject("author", UUID.class)),
                written.body(),
                row.getTimestamp("at").toInstant(),
                written.changedAt());
    }

    private static Author author(String kind, UUID id) {
        return switch (kind) {
            case "CUSTOMER" -> new Author.OfCustomer(new CustomerId(id));
            case "AGENT" -> new Author.OfAgent(new AgentId(id));
            default -> new Author.Okpay();
        };
    }

    private static String kind(Author author) {
        return switch (author) {
            case Author.OfCustomer _ -> "CUSTOMER";
            case Author.OfAgent _ -> "AGENT";
            case Author.Okpay _ -> "OKPAY";
        };
    }

    private static Optional<UUID> who(Author author) {
        return switch (author) {
            case Author.OfCustomer(var id) -> Optional.of(id.uuid());
            case Author.OfAgent(var id) -> Optional.of(id.uuid());
            case Author.Okpay _ -> Optional.empty();
        };
    }

    /// Characters that have no look, or that turn the words around them, are taken out (Unicode's
    /// direction overrides and isolates; control characters but for the line break). PostgreSQL
    /// knows no NUL either.
    public static String tidy(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n]]", "")
                .replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "")
                .strip();
    }
}
