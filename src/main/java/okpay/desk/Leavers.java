package okpay.desk;

import okpay.identity.Staff;
import okpay.support.Cases;
import okpay.support.Loads;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/// Who leaves the company leaves no customer behind.
@Component
class Leavers {

    private final Presence presence;
    private final Loads loads;
    private final Cases cases;
    private final Queue queue;

    Leavers(Presence presence, Loads loads, Cases cases, Queue queue) {
        this.presence = presence;
        this.loads = loads;
        this.cases = cases;
        this.queue = queue;
    }

    @ApplicationModuleListener
    void on(Staff.AgentLeft news) {
        presence.set(news.agent(), Presence.State.AWAY);
        loads.of(news.agent()).forEach(it -> queue.letGo(cases.lock(it)));
    }
}
