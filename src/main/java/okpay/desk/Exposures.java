package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.CaseMoved;
import okpay.support.Cases;
import okpay.support.Stage;
import okpay.support.Tags;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// People who last: how long somebody worked on what is hard (abuse, danger, fear) is counted by
/// the minute; after each such case comes a rest, and who has had enough for a day gets no more of
/// it that day.
@Component
public class Exposures {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Tags tags;
    private final Presence presence;
    private final Alerts alerts;
    private final DeskSettings settings;
    private final Clock clock;

    Exposures(
            JdbcClient jdbc,
            Cases cases,
            Tags tags,
            Presence presence,
            Alerts alerts,
            DeskSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.tags = tags;
        this.presence = presence;
        this.alerts = alerts;
        this.settings = settings;
        this.clock = clock;
    }

    /// Whoever has the case works on something hard from now on.
    @Transactional
    public void begin(CaseId id, AgentId agent) {
        jdbc.sql(
                        """
                        insert into desk.exposure (case_id, agent, since)
                        select :id, :agent, :now where not exists (
                            select 1 from desk.exposure
                            where case_id = :id and agent = :agent and until is null)
                        on conflict do nothing
                        """)
                .param("id", id.uuid())
                .param("agent", agent.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// It came to somebody's table or left it, in the same transaction.
    @EventListener
    void on(CaseMoved news) {
        var one = cases.find(news.id()).orElseThrow();
        for (var agent : open(one)) {
            if (!isOnTheTableOf(one, agent)) {
                end(one, agent);
            }
        }
        one.assignee()
                .filter(it -> isOnTheTableOf(one, it))
                .filter(_ -> tags.of(one.id()).contains(Queue.HARD))
                .ifPresent(it -> begin(one.id(), it));
    }

    private List<AgentId> open(Case one) {
        return jdbc.sql("select agent from desk.exposure where case_id = :id and until is null")
                .param("id", one.id().uuid())
                .query((row, _) -> new AgentId(row.getObject("agent", UUID.class)))
                .list();
    }

    private static boolean isOnTheTableOf(Case one, AgentId agent) {
        return one.stage() == Stage.IN_PROGRESS && one.assignee().filter(agent::equals).isPresent();
    }

    private void end(Case one, AgentId agent) {
        var now = clock.instant();
        jdbc.sql(
                        """
                        update desk.exposure set until = greatest(:now, since)
                        where case_id = :id and agent = :agent and until is null
                        """)
                .param("now", Timestamp.from(now))
                .param("id", one.id().uuid())
                .param("agent", agent.uuid())
                .update();
        if (one.stage() == Stage.WAITING_FOR_CUSTOMER
                || one.stage() == Stage.WAITING_FOR_APPROVAL) {
            // It comes back to them.
            return;
        }
        var rest = now.plus(settings.rest());
        presence.rest(agent, rest);
        if (of(agent).compareTo(settings.hardADay()) >= 0) {
            presence.spareUntil(agent, now.plus(A_DAY));
        }
        alerts.tell(agent, one.id(), Alerts.Kind.REST, rest.toString(), "rest:" + now);
    }

    /// How long somebody worked on what is hard within a day.
    public Duration of(AgentId agent) {
        return all().getOrDefault(agent, Duration.ZERO);
    }

    /// Everybody, within a day; what goes on at once for two cases counts once for each.
    public Map<AgentId, Duration> all() {
        var now = clock.instant();
        var all = new HashMap<AgentId, Duration>();
        jdbc.sql(
                        """
                        select agent, sum(extract(epoch from least(coalesce(until, :now), :now)
                            - greatest(since, :then)))::float8 as seconds
                        from desk.exposure where until is null or until > :then group by agent
                        """)
                .param("now", Timestamp.from(now))
                .param("then", Timestamp.from(now.minus(A_DAY)))
                .query(row -> {
                    all.put(
                            new AgentId(row.getObject("agent", UUID.class)),
                            Duration.ofSeconds(Math.max(0, Math.round(row.getDouble("seconds")))));
                });
        return all;
    }

    @Scheduled(cron = "${okpay.desk.forget-exposure-at:0 25 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from desk.exposure where until < :then")
                .param("then", Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
