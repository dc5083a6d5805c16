package okpay.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okpay.money.Money;

/// A remedy that one person asks for and another must allow.
///
/// @param proposedBy who asked, in words of the room that knows people (`ag_…`)
/// @param decidedBy who allowed it or turned it down
public record Proposal(
        ProposalId id,
        Money amount,
        String about,
        String why,
        String proposedBy,
        Instant proposedAt,
        State state,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> note) {

    /// The life of a proposal. A step that is not drawn here cannot be taken.
    public enum State {
        /// Waits for a second person.
        PROPOSED,
        /// A second person allowed it, and the books wrote it.
        BOOKED,
        /// Somebody turned it down.
        TURNED_DOWN,
        /// A second person allowed it, but the books refused by then: nothing was written.
        FAILED;

        private static final Map<State, Set<State>> NEXT =
                Map.of(PROPOSED, Set.of(BOOKED, TURNED_DOWN, FAILED));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }
    }
}
