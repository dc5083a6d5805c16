package okpay.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import okpay.money.Money;

/// Money set aside on an account: it cannot be spent, and is not gone.
///
/// @param amount what was set aside
/// @param captured the part of it that has been moved, minor units
/// @param about what it is for, in words of the room that asked (`payment:pm_…`)
/// @param setAside the day it was set aside on, for the [Allowance]
/// @param version grows with every batch that writes it
public record Hold(
        HoldId id,
        AccountId account,
        Money amount,
        long captured,
        State state,
        Instant expiresAt,
        String about,
        long setAside,
        long version) {

    public Hold {
        if (captured < 0 || captured > amount.minor()) {
            throw new IllegalArgumentException("More captured than held: " + id);
        }
    }

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

    /// What is still set aside, minor units.
    long rest() {
        return state == State.OPEN ? amount.minor() - captured : 0;
    }

    Hold captured(long minor, boolean last) {
        long all = Math.addExact(captured, minor);
        return last || all == amount.minor()
                ? with(all, State.CAPTURED, version)
                : with(all, state, version);
    }

    Hold ended(State next) {
        return with(captured, next, version);
    }

    Hold nextVersion() {
        return with(captured, state, version + 1);
    }

    private Hold with(long allCaptured, State next, long nextVersion) {
        if (next != state && !state.leadsTo(next)) {
            throw new IllegalStateException(id + " cannot go from " + state + " to " + next);
        }
        return new Hold(
                id, account, amount, allCaptured, next, expiresAt, about, setAside, nextVersion);
    }
}
