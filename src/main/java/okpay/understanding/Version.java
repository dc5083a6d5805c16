package okpay.understanding;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What OKPay understood, or might, from a moment on.
///
/// @param n 1, 2, 3 …
/// @param progress of its learning, in a hundred
public record Version(
        int n,
        Teaching teaching,
        State state,
        int progress,
        String madeBy,
        Instant madeAt,
        Optional<String> publishedBy) {

    /// The life of a version. A step that is not drawn here cannot be taken.
    public enum State {
        /// It is being learned, so that its effect can be seen.
        LEARNING,
        /// It could not be learned, or the node that did so stopped.
        FAILED,
        /// Its effect can be seen.
        TRIED,
        /// Customers get it.
        LIVE,
        /// Customers got it; it can be put back.
        PAST;

        private static final Map<State, Set<State>> NEXT =
                Map.of(
                        LEARNING, Set.of(TRIED, FAILED),
                        TRIED, Set.of(LIVE),
                        LIVE, Set.of(PAST),
                        PAST, Set.of(LIVE));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }
    }
}
