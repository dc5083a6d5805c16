package okpay.reconciliation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okpay.money.Money;

/// One difference between the bank and the books.
///
/// @param bank what the bank wrote, as it sees our account: above zero came in
/// @param books what the books hold, seen from the same side
/// @param settledBy the agent who explained it (`ag_…`), or the file with which it went away
///   (`bf_…`)
public record Item(
        ItemId id,
        FileId file,
        Difference.Kind kind,
        String reference,
        Optional<Money> bank,
        Optional<Money> books,
        Instant foundAt,
        State state,
        String note,
        Optional<String> settledBy) {

    /// The life of a difference. A step that is not drawn here cannot be taken.
    public enum State {
        /// Nobody knows why yet.
        OPEN,
        /// A later file or a later posting made both sides agree.
        SETTLED,
        /// Both sides still differ, but no longer in this way.
        REPLACED,
        /// A person said why it stays.
        EXPLAINED;

        private static final Map<State, Set<State>> NEXT =
                Map.of(OPEN, Set.of(SETTLED, REPLACED, EXPLAINED));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }
    }
}
