package okpay.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.support.CaseId;
import okpay.support.CaseMoved;
import okpay.support.Naps;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who wants to hear of a case without having it.
@Component
public class Watchers {

    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Alerts alerts;
    private final Clock clock;

    Watchers(JdbcClient jdbc, Alerts alerts, Clock clock) {
        this.jdbc = jdbc;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Transactional
    public void watch(CaseId id, AgentId agent) {
        jdbc.sql(
                        """
                        insert into desk.watcher (case_id, agent, since) values (:id, :agent, :now)
                        on conflict do nothing
                        """)
                .param("id", id.uuid())
                .param("agent", agent.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    public void leave(CaseId id, AgentId agent) {
        jdbc.sql("delete from desk.watcher where case_id = :id and agent = :agent")
                .param("id", id.uuid())
                .param("agent", agent.uuid())
                .update();
    }

    public List<AgentId> of(CaseId id) {
        return jdbc.sql(
                        """
                        select agent from desk.watcher where case_id = :id order by since limit :most
                        """)
                .param("id", id.uuid())
                .param("most", MOST)
                .query((row, _) -> new AgentId(row.getObject("agent", UUID.class)))
                .list();
    }

    /// In the transaction in which it moves: told once.
    @EventListener
    void on(CaseMoved news) {
        if (news.from() == news.to()) {
            return;
        }
        for (var it : of(news.id())) {
            var key = news.id() + ":" + news.to() + ":" + clock.instant();
            alerts.tell(it, news.id(), Alerts.Kind.WATCHED, news.to().name(), key);
        }
    }

    @ApplicationModuleListener
    void on(Naps.CaseAwoke news) {
        var key = news.id() + ":" + clock.instant();
        news.agent().ifPresent(it -> alerts.tell(it, news.id(), Alerts.Kind.AWAKE, "", key));
    }
}
