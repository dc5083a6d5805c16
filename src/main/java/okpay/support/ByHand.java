package okpay.support;

import java.util.Optional;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What people at the desk decide about a case that is decided by itself otherwise: who has it, and
/// how much it presses.
@Component
public class ByHand {

    private final Cases cases;
    private final CaseStore store;
    private final CaseEvents events;
    private final ApplicationEventPublisher news;

    ByHand(Cases cases, CaseStore store, CaseEvents events, ApplicationEventPublisher news) {
        this.cases = cases;
        this.store = store;
        this.events = events;
        this.news = news;
    }

    /// A colleague gives it to another, who is told.
    @Transactional
    public void give(CaseId id, Agent to, AgentId by) {
        cases.take(id, to.id());
        events.write(id, Optional.of(by), CaseEvents.Kind.GIVEN, to.name());
        news.publishEvent(new Cases.CaseAssigned(id, to.id()));
    }

    /// Up or down.
    @Transactional
    public void setPriority(CaseId id, Priority to, AgentId by) {
        var found = store.locked(id);
        store.setPriority(id, to);
        events.write(id, Optional.of(by), CaseEvents.Kind.RAISED, to + " " + Raise.BY_HAND);
        news.publishEvent(new CaseMoved(id, found.stage(), found.stage()));
    }
}
