package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.support.ConversationId;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What came from outside: kept first, understood later, and each only once.
@Component
public class Arrivals {

    static final String COLUMNS =
            "id, channel, sender, subject, words, state, why, message_id, checked, arrived_at";

    static final int MOST = 100;
    private static final int LONGEST = 500;

    /// What was taken on by a node that died is taken on again then.
    private static final Duration LEASE = Duration.ofMinutes(2);

    /// After so many tries a person looks.
    public static final int TRIES = 5;

    private final JdbcClient jdbc;
    private final ChannelSettings settings;
    private final Clock clock;

    Arrivals(JdbcClient jdbc, ChannelSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param key the same for the same words, on every node and at every delivery
    /// @param raw as it came over the wire
    public record Fresh(
            Channel channel,
            String key,
            String sender,
            String subject,
            String id,
            ByteArrayResource raw) {}

    /// Keeps what came. Whoever keeps it first goes on with it.
    ///
    /// @return empty when it was here before
    @Transactional
    public Optional<ArrivalId> keep(Fresh fresh) {
        var id = ArrivalId.next();
        int added =
                jdbc.sql(
                                """
                                insert into channels.arrival (id, channel, key, sender, subject,
                                    message_id, raw, state, arrived_at, moved_at)
                                values (:id, :channel, :key, :sender, :subject, :messageId, :raw,
                                    'ARRIVED', :now, :now)
                                on conflict do nothing
                                """)
                        .param("id", id.uuid())
                        .param("channel", fresh.channel.name())
                        .param("key", fresh.key)
                        .param("sender", Beginning.of(fresh.sender, LONGEST))
                        .param("subject", Beginning.of(fresh.subject, LONGEST))
                        .param("messageId", Beginning.of(fresh.id, LONGEST))
                        .param("raw", fresh.raw.getByteArray())
                        .param("now", now())
                        .update();
        return added == 1 ? Optional.of(id) : Optional.empty();
    }

    /// Keeps what nobody goes on with.
    @Transactional
    public Optional<ArrivalId> park(Fresh fresh, Arrival.Why why) {
        var kept = keep(fresh);
        kept.ifPresent(it -> settle(it, Arrival.State.PARKED, why, ""));
        return kept;
    }

    /// What lies here and was left by whoever began with it. What was begun too often, and never
    /// ended even with a failure, waits for a person.
    @Transactional
    public List<ArrivalId> left(Channel channel) {
        jdbc.sql(
                        """
                        update channels.arrival
                        set state = 'PARKED', why = 'BROKEN', moved_at = :now
                        where state = 'ARRIVED' and channel = :channel and moved_at < :then
                          and tries > :tries
                        """)
                .param("now", now())
                .param("channel", channel.name())
                .param("then", Timestamp.from(clock.instant().minus(LEASE)))
                .param("tries", TRIES)
                .update();
        return jdbc.sql(
                        """
                        update channels.arrival set moved_at = :now, tries = tries + 1
                        where id in (select id from channels.arrival
                            where state = 'ARRIVED' and channel = :channel and moved_at < :then
                            order by moved_at limit :most for update skip locked)
                        returning id
                        """)
                .param("now", now())
                .param("channel", channel.name())
                .param("then", Timestamp.from(clock.instant().minus(LEASE)))
                .param("most", MOST)
                .query((row, _) -> new ArrivalId(row.getObject("id", UUID.class)))
                .list();
    }

    public int triesOf(ArrivalId id) {
        return jdbc.sql("select tries from channels.arrival where id = :id")
                .param("id", id.uuid())
                .query(Integer.class)
                .single();
    }

    public byte[] raw(ArrivalId id) {
        return jdbc.sql("select coalesce(raw, '') as raw from channels.arrival where id = :id")
                .param("id", id.uuid())
                .query((row, _) -> row.getBytes("raw"))
                .single();
    }

    public Optional<Arrival> find(ArrivalId id) {
        return jdbc.sql("select " + COLUMNS + " from channels.arrival where id = :id")
                .param("id", id.uuid())
                .query(Arrivals::row)
                .optional();
    }

    /// What our mail server found of its sender.
    @Transactional
    public void checked(ArrivalId id, String results) {
        jdbc.sql("update channels.arrival set checked = :results where id = :id")
                .param("results", Beginning.of(results, LONGEST))
                .param("id", id.uuid())
                .update();
    }

    /// It is in a conversation now.
    @Transactional
    public void taken(ArrivalId id, String words, ConversationId where, long seq) {
        jdbc.sql(
                        """
                        update channels.arrival set state = 'TAKEN', words = :words,
                            conversation = :where, seq = :seq, moved_at = :now
                        where id = :id
                        """)
                .param("words", Beginning.of(words, Integer.MAX_VALUE))
                .param("where", where.uuid())
                .param("seq", seq)
                .param("now", now())
                .param("id", id.uuid())
                .update();
    }

    /// It is in none.
    @Transactional
    public void settle(ArrivalId id, Arrival.State state, Arrival.Why why, String words) {
        jdbc.sql(
                        """
                        update channels.arrival
                        set state = :state, why = :why, words = :words, moved_at = :now
                        where id = :id
                        """)
                .param("state", state.name())
                .param("why", why.name())
                .param("words", Beginning.of(words, Integer.MAX_VALUE))
                .param("now", now())
                .param("id", id.uuid())
                .update();
    }

    /// How many came from there since then.
    public long since(Channel channel, String sender, Instant then) {
        return jdbc.sql(
                        """
                        select count(*) from channels.arrival
                        where channel = :channel and sender = :sender and arrived_at > :then
                        """)
                .param("channel", channel.name())
                .param("sender", Beginning.of(sender, LONGEST))
                .param("then", Timestamp.from(then))
                .query(Long.class)
                .single();
    }

    /// It is known whose this address is: what came from it since then goes on.
    @Transactional
    public void bound(Channel channel, String sender, Instant then) {
        jdbc.sql(
                        """
                        update channels.arrival set state = 'ARRIVED', why = '', moved_at = :now
                        where channel = :channel and sender = :sender and arrived_at > :then
                          and state = 'IGNORED' and why = 'UNBOUND'
                        """)
                .param("channel", channel.name())
                .param("sender", Beginning.of(sender, LONGEST))
                .param("then", Timestamp.from(then))
                .param("now", now())
                .update();
    }

    /// What came from an address and is to be placed, the oldest first.
    public List<ArrivalId> waiting(Channel channel, String sender) {
        return jdbc.sql(
                        """
                        select id from channels.arrival
                        where channel = :channel and sender = :sender and state = 'ARRIVED'
                        order by arrived_at, id limit :most
                        """)
                .param("channel", channel.name())
                .param("sender", Beginning.of(sender, LONGEST))
                .param("most", MOST)
                .query((row, _) -> new ArrivalId(row.getObject("id", UUID.class)))
                .list();
    }

    /// The latest of a conversation that came by this channel.
    public Optional<Arrival> latest(ConversationId in, Channel channel) {
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from channels.arrival where conversation = :id"
                                + " and channel = :channel order by arrived_at desc, id desc limit 1")
                .param("id", in.uuid())
                .param("channel", channel.name())
                .query(Arrivals::row)
                .optional();
    }

    /// What came long ago is not kept for ever; what is in a conversation stays there.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql(
                        "delete from channels.arrival where arrived_at < :then"
                                + " and (state <> 'PARKED' or channel = 'PHONE')")
                .param("then", Timestamp.from(clock.instant().minus(settings.keep())))
                .update();
    }

    /// What was said is erased; that it came stays known.
    @Transactional
    void erased(ConversationId where) {
        jdbc.sql(
                        """
                        update channels.arrival set sender = '', subject = '', words = '', raw = null
                        where conversation = :where
                        """)
                .param("where", where.uuid())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static Arrival row(ResultSet row, int n) throws SQLException {
        return new Arrival(
                new ArrivalId(row.getObject("id", UUID.class)),
                Channel.valueOf(row.getString("channel")),
                row.getString("sender"),
                row.getString("subject"),
                row.getString("words"),
                Arrival.State.valueOf(row.getString("state")),
                row.getString("why").isEmpty()
                        ? Arrival.Why.NONE
                        : Arrival.Why.valueOf(row.getString("why")),
                row.getString("message_id"),
                row.getString("checked"),
                row.getTimestamp("arrived_at").toInstant());
    }
}
