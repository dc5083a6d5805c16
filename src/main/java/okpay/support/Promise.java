package okpay.support;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Something we said we would do by a time. The customer sees it with a countdown; it moves only
/// with a reason, and the old date stays in the books.
///
/// @param endedAt when it was kept, missed or moved
public record Promise(
        PromiseId id,
        CaseId of,
        Kind kind,
        Instant due,
        State state,
        Instant madeAt,
        Optional<Instant> endedAt,
        String why) {

    /// What is promised.
    public enum Kind {
        /// A person answers.
        FIRST_REPLY,
        /// We say how it stands.
        NEXT_UPDATE,
        /// The money is back.
        MONEY_BACK,
        /// We decide.
        DECISION
    }

    /// The life of a promise. A step that is not drawn here cannot be taken.
    public enum State {
        RUNNING,
        /// Done in time.
        KEPT,
        /// The time went by.
        MISSED,
        /// Replaced by another, for a reason.
        MOVED;

        private static final Map<State, Set<State>> NEXT =
                Map.of(RUNNING, Set.of(KEPT, MISSED, MOVED));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }
    }
}
