package okpay.channels;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okpay.identity.CustomerId;
import okpay.identity.Matter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// By which ways customers want to be told of what, and when they want to be left alone. What is
/// about the safety of the wallet is never held back.
@Component
public class Preferences {

    private final JdbcClient jdbc;
    private final Clock clock;

    Preferences(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The hours of each day in which nothing is sent.
    ///
    /// @param ends on the same day, or else on the next
    public record Quiet(LocalTime begins, LocalTime ends, ZoneId zone) {

        /// When something may be sent that is there now: at once, or when the quiet is over.
        Instant after(Instant now) {
            var there = now.atZone(zone);
            boolean isNight = begins.isAfter(ends);
            boolean hasBegun = !there.toLocalTime().isBefore(begins);
            boolean isOver = !there.toLocalTime().isBefore(ends);
            if (isNight ? !hasBegun && isOver : !hasBegun || isOver) {
                return now;
            }
            var day = there.toLocalDate().plusDays(isNight && hasBegun ? 1 : 0);
            return day.atTime(ends).atZone(zone).toInstant();
        }
    }

    /// Why a choice is none.
    public enum Reason {
        /// An hour or a time zone that is none.
        NOT_A_TIME,
        /// It would begin when it ends.
        NEVER_OR_ALWAYS
    }

    /// The ways to hear of something, in the order they are tried; none means in the app alone.
    public List<Channel> ways(CustomerId of, Matter matter) {
        return chosen(of).getOrDefault(matter, Matters.order(matter));
    }

    /// For everything that can be chosen.
    public Map<Matter, List<Channel>> ways(CustomerId of) {
        var all = new EnumMap<Matter, List<Channel>>(Matter.class);
        var chosen = chosen(of);
        Matters.CHOSEN.forEach(it -> all.put(it, chosen.getOrDefault(it, Matters.order(it))));
        return all;
    }

    private Map<Matter, List<Channel>> chosen(CustomerId of) {
        var all = new EnumMap<Matter, List<Channel>>(Matter.class);
        jdbc.sql("select matter, ways from channels.choice where customer = :id")
                .param("id", of.uuid())
                .query((row, _) ->
                        all.put(
                                Matter.valueOf(row.getString("matter")),
                                channels(row.getArray("ways"))))
                .list();
        return all;
    }

    static List<Channel> channels(Array names) throws SQLException {
        return Stream.of((String[]) names.getArray()).map(Channel::valueOf).toList();
    }

    static String[] names(List<Channel> ways) {
        return ways.stream().map(Channel::name).toArray(String[]::new);
    }

    /// What is not among the ways of a matter is left out, and so is a matter nobody may choose.
    @Transactional
    public void choose(CustomerId of, Map<Matter, Set<Channel>> ways) {
        for (var matter : Matters.CHOSEN) {
            var wanted = ways.getOrDefault(matter, EnumSet.noneOf(Channel.class));
            var order = Matters.order(matter).stream().filter(wanted::contains).toList();
            jdbc.sql(
                            """
                            insert into channels.choice (customer, matter, ways)
                            values (:id, :matter, :ways)
                            on conflict (customer, matter) do update set ways = :ways
                            """)
                    .param("id", of.uuid())
                    .param("matter", matter.name())
                    .param("ways", names(order))
                    .update();
        }
    }

    public Optional<Quiet> quiet(CustomerId of) {
        return jdbc.sql("select begins, ends, zone from channels.quiet where customer = :id")
                .param("id", of.uuid())
                .query((row, _) ->
                        new Quiet(
                                row.getObject("begins", LocalTime.class),
                                row.getObject("ends", LocalTime.class),
                                ZoneId.of(row.getString("zone"))))
                .optional();
    }

    /// @param begins and `ends`: as `22:30`
    /// @param zone as `Asia/Shanghai`
    /// @return why not; empty when it is so from now on
    @Transactional
    public Optional<Reason> keepQuiet(CustomerId of, String begins, String ends, String zone) {
        LocalTime from;
        LocalTime until;
        try {
            from = LocalTime.parse(begins).withSecond(0).withNano(0);
            until = LocalTime.parse(ends).withSecond(0).withNano(0);
            ZoneId.of(zone);
        } catch (DateTimeException _) {
            return Optional.of(Reason.NOT_A_TIME);
        }
        if (from.equals(until)) {
            return Optional.of(Reason.NEVER_OR_ALWAYS);
        }
        jdbc.sql(
                        """
                        insert into channels.quiet (customer, begins, ends, zone)
                        values (:id, :begins, :ends, :zone)
                        on conflict (customer) do update
                        set begins = :begins, ends = :ends, zone = :zone
                        """)
                .param("id", of.uuid())
                .param("begins", from)
                .param("ends", until)
                .param("zone", zone)
                .update();
        release(of);
        return Optional.empty();
    }

    /// What waited for the end of the quiet hours leaves now.
    @Transactional
    public void endQuiet(CustomerId of) {
        jdbc.sql("delete from channels.quiet where customer = :id").param("id", of.uuid()).update();
        release(of);
    }

    private void release(CustomerId of) {
        var now = Timestamp.from(clock.instant());
        jdbc.sql("update channels.notice set next_at = :now where customer = :id and held")
                .param("id", of.uuid())
                .param("now", now)
                .update();
        jdbc.sql(
                        """
                        update channels.dispatch set next_at = :now
                        where state = 'WAITING' and next_at > :now and letter in (
                            select l.id from channels.letter l
                            join channels.notice n on n.id = l.notice where n.customer = :id)
                        """)
                .param("id", of.uuid())
                .param("now", now)
                .update();
    }

    /// When a customer may be told what is there now.
    Instant whenever(CustomerId of, Instant now) {
        return quiet(of).map(it -> it.after(now)).orElse(now);
    }
}
