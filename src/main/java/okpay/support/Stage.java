package okpay.support;

import java.util.Map;
import java.util.Set;

/// The life of a case. A step that is not drawn here cannot be taken.
public enum Stage {
    /// OKPay is working on it by itself.
    OPENED,
    /// It waits for a free agent.
    WAITING,
    /// An agent works on it.
    IN_PROGRESS,
    /// The agent asked the customer something; promises that depend on the answer stand still.
    WAITING_FOR_CUSTOMER,
    /// A remedy waits for a second person.
    WAITING_FOR_APPROVAL,
    /// Solved; the customer was told and may say otherwise.
    RESOLVED,
    /// Over, and the customer told how it went; a new word opens it again.
    CLOSED;

    private static final Map<Stage, Set<Stage>> NEXT =
            Map.of(
                    OPENED, Set.of(WAITING, IN_PROGRESS, RESOLVED),
                    WAITING, Set.of(IN_PROGRESS, RESOLVED),
                    IN_PROGRESS,
                            Set.of(WAITING, WAITING_FOR_CUSTOMER, WAITING_FOR_APPROVAL, RESOLVED),
                    WAITING_FOR_CUSTOMER,
                            Set.of(IN_PROGRESS, WAITING, WAITING_FOR_APPROVAL, RESOLVED),
                    WAITING_FOR_APPROVAL, Set.of(IN_PROGRESS, RESOLVED),
                    RESOLVED, Set.of(IN_PROGRESS, WAITING, CLOSED),
                    CLOSED, Set.of(IN_PROGRESS, WAITING));

    public boolean leadsTo(Stage next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /// Somebody still has to do something.
    public boolean isOpen() {
        return this != RESOLVED && this != CLOSED;
    }
}
