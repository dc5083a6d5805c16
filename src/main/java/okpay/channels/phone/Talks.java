package okpay.channels.phone;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.ArrivalId;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.support.CaseId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Callers who want to speak with somebody: those who wait, in the order in which they came, those
/// who speak, and those who did.
@Component
public class Talks {

    /// A node that was killed says nothing more of its calls.
    private static final Duration SEEN = Duration.ofSeconds(40);

    /// A node that says nothing for so long is not only slow.
    private static final Duration DEAD = Duration.ofMinutes(10);

    /// A colleague who took a call and whose browser never spoke up.
    private static final Duration NO_SHOW = Duration.ofSeconds(20);

    private static final String SELECT =
            """
            select t.call, c.caller, c.customer, t.language, t.is_recorded, t.since, t.agent,
                t.through_at, t.spoke_with, t.spoke_seconds, t.over_at, t.case_id
            from channels.talk t join channels.call c on c.id = t.call
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Talks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param caller the number they show, which proves nothing
    /// @param customer who typed the code of their app
    /// @param isRecorded the caller agreed to it
    /// @param since when they asked to speak with somebody
    /// @param agent who took it
    /// @param through when they began to speak
    /// @param spokeWith whoever spoke with them last
    /// @param spoke how long, without the waiting between
    /// @param in the case it is about
    public record Talk(
            CallId call,
            String caller,
            Optional<CustomerId> customer,
            Locale language,
            boolean isRecorded,
            Instant since,
            Optional<AgentId> agent,
            Optional<Instant> through,
            Optional<AgentId> spokeWith,
            Duration spoke,
            Optional<Instant> over,
            Optional<CaseId> in) {}

    @Transactional
    void ask(UUID call, Locale language, boolean isRecorded) {
        // Who went back to the menu and asks again stands at the end again.
        jdbc.sql(
                        """
                        insert into channels.talk (call, language, is_recorded, since)
                        values (:call, :language, :recorded, :now)
                        on conflict (call) do update set since = :now, over_at = null,
                            agent = null, claimed_at = null, is_recorded = :recorded,
                            is_kept = false
                        """)
                .param("call", call)
                .param("language", language.toLanguageTag())
                .param("recorded", isRecorded)
                .param("now", now())
                .update();
    }

    /// Callers whom nobody has taken, the first first.
    public List<Talk> waiting() {
        return jdbc.sql(
                        SELECT
                                + " where t.over_at is null and t.agent is null and c.seen_at > :then"
                                + " order by t.since, t.call limit 200")
                .param("then", seen())
                .query(Talks::row)
                .list();
    }

    /// How many are before this one, and one more; empty when somebody has taken it.
    Optional<Integer> place(UUID call) {
        var all = waiting().stream().map(it -> it.call.uuid()).toList();
        return Optional.of(all.indexOf(call) + 1).filter(it -> it > 0);
    }

    /// Somebody of ours has hung up, at whichever machine.
    boolean isOver(UUID call) {
        return find(new CallId(call)).flatMap(Talk::over).isPresent();
    }

    /// Only one takes it.
    ///
    /// @return false when another was faster, or the caller has gone
    /// @throws DuplicateKeyException when they are on the phone already
    @Transactional
    boolean claim(CallId call, AgentId agent) {
        return jdbc.sql(
                                """
                                update channels.talk set agent = :agent, claimed_at = :now
                                where call = :call and agent is null and over_at is null
                                  and exists (select from channels.call
                                      where id = :call and ended_at is null and seen_at > :then)
                                """)
                        .param("agent", agent.uuid())
                        .param("now", now())
                        .param("call", call.uuid())
                        .param("then", seen())
                        .update()
                == 1;
    }

    /// Whoever took it is not there: others may.
    @Transactional
    void release(UUID call) {
        jdbc.sql("update channels.talk set agent = null, claimed_at = null where call = :call")
                .param("call", call)
                .update();
    }

    /// Whether somebody took it, and has not spoken up for longer than one needs to.
    boolean isNoShow(UUID call) {
        return jdbc.sql("select claimed_at < :then from channels.talk where call = :call")
                .param("then", Timestamp.from(clock.instant().minus(NO_SHOW)))
                .param("call", call)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    @Transactional
    void through(UUID call) {
        jdbc.sql(
                        "update channels.talk set through_at = coalesce(through_at, :now),"
                                + " spoke_with = agent where call = :call")
                .param("now", now())
                .param("call", call)
                .update();
    }

    @Transactional
    void spoke(UUID call, Duration time) {
        jdbc.sql("update channels.talk set spoke_seconds = spoke_seconds + :s where call = :call")
                .param("s", time.toSeconds())
                .param("call", call)
                .update();
    }

    @Transactional
    void over(UUID call) {
        jdbc.sql("update channels.talk set over_at = coalesce(over_at, :now) where call = :call")
                .param("now", now())
                .param("call", call)
                .update();
    }

    @Transactional
    void about(CallId call, CaseId one) {
        jdbc.sql("update channels.talk set case_id = :one where call = :call")
                .param("one", one.uuid())
                .param("call", call.uuid())
                .update();
    }

    public Optional<Talk> find(CallId call) {
        return jdbc.sql(SELECT + " where t.call = :call")
                .param("call", call.uuid())
                .query(Talks::row)
                .optional();
    }

    /// The one an agent is in.
    public Optional<Talk> of(AgentId agent) {
        return jdbc.sql(SELECT + " where t.agent = :agent and t.over_at is null limit 1")
                .param("agent", agent.uuid())
                .query(Talks::row)
                .optional();
    }

    /// Those that are over, the latest first; also of callers who did not wait.
    public List<Talk> latest(int most) {
        return jdbc.sql(SELECT + " where t.over_at is not null order by t.over_at desc limit :most")
                .param("most", most)
                .query(Talks::row)
                .list();
    }

    /// Those nothing was written about yet; a killed node's are over, too.
    @Transactional
    List<CallId> notKept() {
        jdbc.sql(
                        """
                        update channels.talk t set over_at = c.seen_at from channels.call c
                        where c.id = t.call and t.over_at is null
                          and (c.seen_at < :then or c.ended_at < :seen)
                        """)
                .param("then", Timestamp.from(clock.instant().minus(DEAD)))
                .param("seen", seen())
                .update();
        return jdbc.sql(
                        """
                        select call from channels.talk
                        where over_at < :then and not is_kept order by over_at limit 100
                        """)
                .param("then", seen())
                .query((row, _) -> new CallId(row.getObject("call", UUID.class)))
                .list();
    }

    /// Where its recording lies.
    @Transactional
    void recorded(CallId call, ArrivalId as) {
        jdbc.sql("update channels.talk set arrival = :id where call = :call")
                .param("id", as.uuid())
                .param("call", call.uuid())
                .update();
    }

    /// Something is written about it now, once.
    @Transactional
    boolean keep(CallId call) {
        return jdbc.sql(
                                "update channels.talk set is_kept = true"
                                        + " where call = :call and not is_kept and over_at is not null")
                        .param("call", call.uuid())
                        .update()
                == 1;
    }

    private Timestamp seen() {
        return Timestamp.from(clock.instant().minus(SEEN));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Talk row(ResultSet row, int n) throws SQLException {
        return new Talk(
                new CallId(row.getObject("call", UUID.class)),
                row.getString("caller"),
                Optional.ofNullable(row.getObject("customer", UUID.class)).map(CustomerId::new),
                Locale.forLanguageTag(row.getString("language")),
                row.getBoolean("is_recorded"),
                row.getTimestamp("since").toInstant(),
                Optional.ofNullable(row.getObject("agent", UUID.class)).map(AgentId::new),
                Optional.ofNullable(row.getTimestamp("through_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getObject("spoke_with", UUID.class)).map(AgentId::new),
                Duration.ofSeconds(row.getInt("spoke_seconds")),
                Optional.ofNullable(row.getTimestamp("over_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getObject("case_id", UUID.class)).map(CaseId::new));
    }
}
