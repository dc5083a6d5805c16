package okpay.desk;

import okpay.identity.Staff;
import okpay.support.Cases;
import okpay.support.Loads;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Who leaves the company leaves no customer behind.
@Component
class Leavers {

    private final Presence presence;
    private final Loads loads;
    private final Cases cases;
    private final Queue queue;
    private final TransactionTemplate alone;

    Leavers(
            Presence presence,
            Loads loads,
            Cases cases,
            Queue queue,
            PlatformTransactionManager transactions) {
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.presence = presence;
        this.loads = loads;
        this.cases = cases;
        this.queue = queue;
    }

    @ApplicationModuleListener
    void on(Staff.AgentLeft news) {
        presence.set(news.agent(), Presence.State.AWAY);
        // One after the other: who changes a case waits for the queue, never the other way round.
        loads.of(news.agent())
                .forEach(it -> alone.executeWithoutResult(_ -> queue.letGo(cases.lock(it))));
    }
}
