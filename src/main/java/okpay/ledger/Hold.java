package okpay.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import okpay.money.Money;

/// Money set aside on an account: it cannot be spent, and is not gone.
///
/// @param about what it is for, in words of the room that asked (`payment:pm_…`)
public record Hold(
        HoldId id, AccountId account, Money amount, State state, Instant expiresAt, String about) {

    /// The life of a hold. A step that is not drawn here cannot be taken.
    public enum State {
        /// The money is set aside.
        OPEN,
        /// The money went where it was meant to go; what was not captured is free again.
        CAPTURED,
        /// The money is free again: somebody decided so.
        RELEASED,
        /// The money is free again: nobody captured it in time.
        EXPIRED;

        private static final Map<State, Set<State>> NEXT =
                Map.of(OPEN, Set.of(CAPTURED, RELEASED, EXPIRED));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }
    }

    Hold moved(State next) {
        if (!state.leadsTo(next)) {
            throw new IllegalStateException(id + " cannot go from " + state + " to " + next);
        }
        return new Hold(id, account, amount, next, expiresAt, about);
    }
}
