package okpay.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who is at the desk: signed in, with a page open, and not on a break. Never guessed from a
/// connection alone.
@Component
public class Presence {

    /// The fewest and the most cases somebody works on at once.
    public static final int FEWEST = 1;

    public static final int MOST = 20;

    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(20);

    private final JdbcClient jdbc;
    private final DeskSettings settings;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Presence(JdbcClient jdbc, DeskSettings settings, ApplicationEventPublisher news, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    public enum State {
        HERE,
        /// Back soon; gets nothing new.
        BREAK,
        AWAY
    }

    /// @param seenAt when a page of theirs last asked for anything
    /// @param capacity how many cases they work on at once
    /// @param sparedUntil nothing hard before then
    /// @param restUntil nothing at all before then
    public record Place(
            AgentId agent,
            State state,
            Instant since,
            Instant seenAt,
            int capacity,
            Optional<Instant> sparedUntil,
            Optional<Instant> restUntil) {

        /// Whether they may be given something at this moment.
        boolean isRested(Instant now) {
            return restUntil.filter(now::isBefore).isEmpty();
        }
    }

    /// News: somebody can take cases now, or more of them.
    public record CameToTheDesk(AgentId agent) {}

    /// Somebody comes, goes, or takes a break.
    @Transactional
    public void set(AgentId agent, State state) {
        var now = Timestamp.from(clock.instant());
        jdbc.sql(
                        """
                        insert into desk.presence (agent, state, since, seen_at, capacity)
                        values (:agent, :state, :now, :now, :capacity)
                        on conflict (agent) do update set seen_at = :now, state = :state,
                            since = case when desk.presence.state = :state
                                then desk.presence.since else :now end
                        """)
                .param("agent", agent.uuid())
                .param("state", state.name())
                .param("now", now)
                .param("capacity", settings.capacity())
                .update();
        if (state == State.HERE) {
            news.publishEvent(new CameToTheDesk(agent));
        }
    }

    /// A page of theirs asked for something. Written at most every twenty seconds.
    @Transactional
    public void seen(AgentId agent) {
        var now = clock.instant();
        var before = of(agent);
        if (before.filter(it -> it.state != State.AWAY)
                .filter(it -> it.seenAt.plus(OFTEN_ENOUGH).isAfter(now))
                .isPresent()) {
            return;
        }
        boolean wasGone =
                before.filter(it -> it.state == State.HERE)
                        .filter(it -> it.seenAt.plus(settings.goneAfter()).isBefore(now))
                        .isPresent();
        int here =
                jdbc.sql(
                                """
                                update desk.presence set seen_at = :now
                                where agent = :agent and state <> 'AWAY'
                                """)
                        .param("now", Timestamp.from(now))
                        .param("agent", agent.uuid())
                        .update();
        if (here == 0) {
            set(agent, State.HERE);
        } else if (wasGone) {
            news.publishEvent(new CameToTheDesk(agent));
        }
    }

    /// @return false when that is fewer than one, or more than anybody can do well
    @Transactional
    public boolean setCapacity(AgentId agent, int capacity) {
        if (capacity < FEWEST || capacity > MOST) {
            return false;
        }
        jdbc.sql("update desk.presence set capacity = :capacity where agent = :agent")
                .param("capacity", capacity)
                .param("agent", agent.uuid())
                .update();
        news.publishEvent(new CameToTheDesk(agent));
        return true;
    }

    /// They had something hard; for a while others take what is hard.
    void spare(AgentId agent) {
        spareUntil(agent, clock.instant().plus(settings.spare()));
    }

    @Transactional
    public void spareUntil(AgentId agent, Instant until) {
        jdbc.sql(
                        """
                        update desk.presence set spared_until = greatest(spared_until, :until)
                        where agent = :agent
                        """)
                .param("until", Timestamp.from(until))
                .param("agent", agent.uuid())
                .update();
    }

    /// They get nothing before then.
    @Transactional
    public void rest(AgentId agent, Instant until) {
        jdbc.sql("update desk.presence set rest_until = :until where agent = :agent")
                .param("until", Timestamp.from(until))
                .param("agent", agent.uuid())
                .update();
    }

    public Optional<Place> of(AgentId agent) {
        return jdbc.sql(
                        """
                        select agent, state, since, seen_at, capacity, spared_until, rest_until
                        from desk.presence where agent = :agent
                        """)
                .param("agent", agent.uuid())
                .query(Presence::row)
                .optional();
    }

    /// Whether somebody has been away, or shown no sign, for so long.
    boolean isGone(AgentId agent, Duration time) {
        var now = clock.instant();
        var silent = time.compareTo(settings.goneAfter()) > 0 ? time : settings.goneAfter();
        return of(agent)
                .filter(it ->
                        it.state() == State.AWAY
                                ? it.since().isAfter(now.minus(time))
                                : it.seenAt().isAfter(now.minus(silent)))
                .isEmpty();
    }

    /// Everybody who is not away, the longest here first. Who has shown no sign for a while is not
    /// here either.
    public List<Place> all() {
        return jdbc.sql(
                        """
                        select agent, state, since, seen_at, capacity, spared_until, rest_until
                        from desk.presence
                        where state <> 'AWAY' and seen_at > :gone order by since limit 500
                        """)
                .param("gone", Timestamp.from(clock.instant().minus(settings.goneAfter())))
                .query(Presence::row)
                .list();
    }

    private static Place row(ResultSet row, int n) throws SQLException {
        return new Place(
                new AgentId(row.getObject("agent", UUID.class)),
                State.valueOf(row.getString("state")),
                row.getTimestamp("since").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getInt("capacity"),
                Optional.ofNullable(row.getTimestamp("spared_until")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getTimestamp("rest_until")).map(Timestamp::toInstant));
    }
}
