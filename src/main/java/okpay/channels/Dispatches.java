package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.id.Ids;
import okpay.support.ConversationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What must leave, and what became of it.
@Component
public class Dispatches {

    /// No other node tries it meanwhile.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final int LONGEST = 300;

    private static final String DROP =
            "update channels.dispatch set state = 'NOT_NEEDED' where state = 'WAITING' and ";

    static final String COLUMNS =
            "id, channel, address, letter, conversation, seq, state, said, tries, orphan";

    private final JdbcClient jdbc;
    private final Clock clock;

    Dispatches(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public enum State {
        WAITING,
        SENT,
        /// It came back: nobody there takes it.
        RETURNED,
        GIVEN_UP,
        /// Nothing was left to say when its time came.
        NOT_NEEDED
    }

    /// @param letter or else a message of a conversation
    /// @param said by the other side, at the last try
    /// @param orphan whoever tried it last never told what came of it
    public record Dispatch(
            UUID id,
            Channel channel,
            String address,
            Optional<UUID> letter,
            Optional<ConversationId> conversation,
            long seq,
            State state,
            String said,
            int tries,
            boolean orphan) {}

    /// A message leaves by this way, once.
    @Transactional
    public void add(ConversationId in, long seq, Channel channel, String address, Duration rest) {
        jdbc.sql(
                        """
                        insert into channels.dispatch
                            (id, channel, address, conversation, seq, state, next_at)
                        values (:id, :channel, :address, :where, :seq, 'WAITING', :next)
                        on conflict do nothing
                        """)
                .param("id", Ids.next())
                .param("channel", channel.name())
                .param("address", address)
                .param("where", in.uuid())
                .param("seq", seq)
                .param("next", Timestamp.from(clock.instant().plus(rest)))
                .update();
    }

    void add(UUID letter, Channel channel, String address) {
        jdbc.sql(
                        """
                        insert into channels.dispatch (id, channel, address, letter, state, next_at)
                        values (:id, :channel, :address, :letter, 'WAITING', :now)
                        """)
                .param("id", Ids.next())
                .param("channel", channel.name())
                .param("address", address)
                .param("letter", letter)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Takes what is due; all that waits of one conversation leaves together, but for what rests so
    /// that it can be taken back.
    @Transactional
    List<Dispatch> take(Channel channel, int most) {
        var now = clock.instant();
        return jdbc
                .sql(
                        """
                        with due as (
                            select id, letter, conversation, address from channels.dispatch d
                            where channel = :channel and state = 'WAITING' and next_at <= :now
                              and (leased_until is null or leased_until <= :now)
                              and not exists (select 1 from channels.dispatch l
                                  where l.conversation = d.conversation and l.channel = d.channel
                                    and l.state = 'WAITING' and l.leased_until > :now)
                            order by next_at limit :most for update skip locked),
                        beside as (
                            select d.id from channels.dispatch d
                            where d.channel = :channel and d.state = 'WAITING'
                              and (d.conversation, d.address) in (
                                  select conversation, address from due)
                              and (d.tries > 0 or d.next_at <= :now)
                              and (d.leased_until is null or d.leased_until <= :now)
                              and not exists (select 1 from due where due.id = d.id)
                            for update skip locked)
                        update channels.dispatch d set orphan = d.begun, begun = false,
                            leased_until = :lease, tries = tries + 1
                        where d.id in (select id from due union all select id from beside)
                        returning
                        """
                                + COLUMNS)
                .param("channel", channel.name())
                .param("now", Timestamp.from(now))
                .param("lease", Timestamp.from(now.plus(LEASE)))
                .param("most", most)
                .query(Dispatches::row)
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Dispatch::seq))
                .toList();
    }

    /// Begins with those of some that still wait: others may have been dropped since they were
    /// taken.
    @Transactional
    List<Dispatch> begin(List<Dispatch> some) {
        var ids =
                jdbc.sql(
                                """
                                update channels.dispatch set begun = true
                                where id = any(:ids) and state = 'WAITING' returning id
                                """)
                        .param("ids", some.stream().map(Dispatch::id).toArray(UUID[]::new))
                        .query(UUID.class)
                        .set();
        return some.stream().filter(it -> ids.contains(it.id)).toList();
    }

    @Transactional
    void sent(List<UUID> all, String ref) {
        jdbc.sql(
                        """
                        update channels.dispatch set state = 'SENT', sent_at = :now, ref = :ref
                        where id = any(:ids) and state in ('WAITING', 'NOT_NEEDED')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("ref", ref)
                .param("ids", all.toArray(UUID[]::new))
                .update();
    }

    /// @return those that were waiting
    @Transactional
    Set<UUID> end(List<UUID> all, State state, String why) {
        return jdbc.sql(
                        """
                        update channels.dispatch set state = :state, said = :why
                        where id = any(:ids) and state = 'WAITING' returning id
                        """)
                .param("state", state.name())
                .param("why", Beginning.of(why, LONGEST))
                .param("ids", all.toArray(UUID[]::new))
                .query((row, _) -> row.getObject("id", UUID.class))
                .set();
    }

    /// Nothing more of a conversation goes where this one could not.
    @Transactional
    void dropOthers(Dispatch it) {
        jdbc.sql(DROP + "conversation = :id and channel = :channel and address = :address")
                .param("id", it.conversation.orElseThrow().uuid())
                .param("channel", it.channel.name())
                .param("address", it.address)
                .update();
    }

    /// Nothing more of a letter goes out, but what somebody sends at this moment.
    void dropLetters(List<UUID> letters) {
        jdbc.sql(DROP + "letter = any(:letters)")
                .param("letters", letters.toArray(UUID[]::new))
                .update();
    }

    /// What waits of a letter waits until then.
    @Transactional
    void delayLetters(List<UUID> letters, Instant until) {
        jdbc.sql(
                        """
                        update channels.dispatch set next_at = greatest(next_at, :until),
                            leased_until = null, begun = false
                        where state = 'WAITING' and letter = any(:letters)
                        """)
                .param("letters", letters.toArray(UUID[]::new))
                .param("until", Timestamp.from(until))
                .update();
    }

    /// What could not go to this address before is tried again at once.
    @Transactional
    public void hurry(Channel channel, String address) {
        jdbc.sql(
                        """
                        update channels.dispatch set next_at = :now
                        where channel = :channel and address = :address and state = 'WAITING'
                          and tries > 0 and next_at > :now
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("channel", channel.name())
                .param("address", address)
                .update();
    }

    /// Nothing more goes to this address.
    @Transactional
    public void drop(Channel channel, String address) {
        jdbc.sql(DROP + "channel = :channel and address = :address")
                .param("channel", channel.name())
                .param("address", address)
                .update();
    }

    /// It did not go; the pause grows with every try.
    ///
    /// @param rest so long at least, but no longer than a day
    /// @return those that were tried for the last time
    @Transactional
    List<Dispatch> failed(List<Dispatch> all, String why, Duration rest) {
        var over = all.stream().filter(it -> Pauses.isOver(it.tries, rest)).toList();
        var ended = end(over.stream().map(Dispatch::id).toList(), State.GIVEN_UP, why);
        for (var it : all) {
            if (over.contains(it)) {
                continue;
            }
            jdbc.sql(
                            """
                            update channels.dispatch set next_at = greatest(next_at, :next),
                                leased_until = null, begun = false, said = :why,
                                tries = case when :long then 1 else tries end
                            where id = :id
                            """)
                    .param("long", Pauses.isLong(rest))
                    .param(
                            "next",
                            Timestamp.from(clock.instant().plus(Pauses.after(it.tries, rest))))
                    .param("why", Beginning.of(why, LONGEST))
                    .param("id", it.id)
                    .update();
        }
        return over.stream().filter(it -> ended.contains(it.id)).toList();
    }

    /// What became of the messages of a conversation, by number.
    public Map<Long, Dispatch> of(ConversationId in) {
        return jdbc
                .sql("select " + COLUMNS + " from channels.dispatch where conversation = :id")
                .param("id", in.uuid())
                .query(Dispatches::row)
                .list()
                .stream()
                .collect(Collectors.toMap(Dispatch::seq, Function.identity(), (a, _) -> a));
    }

    static Dispatch row(ResultSet row, int n) throws SQLException {
        return new Dispatch(
                row.getObject("id", UUID.class),
                Channel.valueOf(row.getString("channel")),
                row.getString("address"),
                Optional.ofNullable(row.getObject("letter", UUID.class)),
                Optional.ofNullable(row.getObject("conversation", UUID.class))
                        .map(ConversationId::new),
                row.getLong("seq"),
                State.valueOf(row.getString("state")),
                row.getString("said"),
                row.getInt("tries"),
                row.getBoolean("orphan"));
    }
}
