package okpay.channels.phone;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.identity.CustomerId;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Promise;
import okpay.support.Promises;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// When we call a customer their app says so, and who it is. So whoever else calls in our name is
/// found out.
@Component
public class OurCalls {

    /// A colleague who forgets to say that the call is over.
    static final Duration LONGEST = Duration.ofMinutes(20);

    private static final int CASES = 20;

    private final JdbcClient jdbc;
    private final Cases cases;
    private final Promises promises;
    private final Agents agents;
    private final Clock clock;

    OurCalls(JdbcClient jdbc, Cases cases, Promises promises, Agents agents, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.promises = promises;
        this.agents = agents;
        this.clock = clock;
    }

    /// @param by the colleague's name
    public record OurCall(String by, String caseNumber, Instant since) {}

    /// A colleague calls now.
    @Transactional
    public void begin(Case of, AgentId by) {
        var now = clock.instant();
        jdbc.sql(
                        """
                        insert into channels.calling (customer, agent, case_id, began_at, until)
                        values (:customer, :agent, :caseId, :now, :until)
                        on conflict (customer) do update set agent = :agent, case_id = :caseId,
                            began_at = :now, until = :until
                        """)
                .param("customer", of.customer().uuid())
                .param("agent", by.uuid())
                .param("caseId", of.id().uuid())
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(LONGEST)))
                .update();
    }

    /// The call is over when what was promised is done.
    @EventListener
    void on(Promises.PromiseMoved news) {
        if (!promises.isOpen(news.of(), Promise.Kind.CALL_BACK)) {
            jdbc.sql("delete from channels.calling where case_id = :id")
                    .param("id", news.of().uuid())
                    .update();
        }
    }

    /// Whoever of us is calling this customer at this moment.
    public Optional<OurCall> now(CustomerId customer) {
        record Row(UUID agent, UUID of, Instant since) {}
        return jdbc.sql(
                        """
                        select agent, case_id, began_at from channels.calling
                        where customer = :customer and until > :now
                        """)
                .param("customer", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) ->
                        new Row(
                                row.getObject("agent", UUID.class),
                                row.getObject("case_id", UUID.class),
                                row.getTimestamp("began_at").toInstant()))
                .optional()
                .map(it ->
                        new OurCall(
                                agents.find(new AgentId(it.agent)).map(Agent::name).orElse("OKPay"),
                                cases.find(new CaseId(it.of)).map(Case::number).orElse(""),
                                it.since));
    }

    /// Until when we promised to call, if we did.
    public Optional<Instant> promised(CustomerId customer) {
        return cases.of(customer, CASES).stream()
                .filter(it -> it.stage().isOpen())
                .flatMap(it -> promised(it).stream())
                .findFirst();
    }

    /// Until when we promised to call in this case.
    Optional<Instant> promised(Case in) {
        return promises.of(in.id()).stream()
                .filter(it -> it.kind() == Promise.Kind.CALL_BACK && it.state().isOpen())
                .map(Promise::due)
                .findFirst();
    }
}
