package okpay.disputes;

import java.util.Map;
import java.util.Set;

/// The life of a dispute. A step that is not drawn here cannot be taken.
public enum DisputeStage {
    /// The other side has been asked.
    OPENED,
    /// The other side answered, or its time is over; we look at it.
    ANSWERED,
    /// The customer was right: the money is theirs.
    WON,
    /// The customer was not; they may appeal for a while.
    LOST,
    /// The customer took it back.
    WITHDRAWN,
    /// Somebody else looks at it once more.
    APPEALED,
    /// Lost for good.
    UPHELD;

    private static final Map<DisputeStage, Set<DisputeStage>> NEXT =
            Map.of(
                    OPENED, Set.of(ANSWERED, WON, LOST, WITHDRAWN),
                    ANSWERED, Set.of(WON, LOST, WITHDRAWN),
                    LOST, Set.of(APPEALED),
                    APPEALED, Set.of(WON, UPHELD));

    public boolean leadsTo(DisputeStage next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /// Somebody still has to decide.
    public boolean isOpen() {
        return this == OPENED || this == ANSWERED || this == APPEALED;
    }
}
