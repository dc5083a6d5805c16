package okpay.support;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Something we said we would do by a time. The customer sees it with a countdown; it moves only
/// with a reason, and the old date stays in the books.
///
/// @param endedAt when it was kept, missed or moved
/// @param why the reason it has this date; for what was agreed, the words that said when, and empty
///   once it was moved
/// @param left how much open time was left when it was paused; empty while it runs
/// @param movedWhy of one that was moved by an agent: one of [Postponing.Why]; else empty
public record Promise(
        PromiseId id,
        CaseId of,
        Kind kind,
        Instant due,
        State state,
        Instant madeAt,
        Optional<Instant> endedAt,
        String why,
        Optional<Duration> left,
        String movedWhy) {

    /// What is promised.
    public enum Kind {
        /// A person answers.
        FIRST_REPLY,
        /// We say how it stands.
        NEXT_UPDATE,
        /// It is solved.
        RESOLUTION,
        /// The money is back.
        MONEY_BACK,
        /// We decide.
        DECISION,
        /// We call.
        CALL_BACK,
        /// What an agent said in their own words.
        AGREED;

        /// The names of those that are somebody's word, for SQL.
        static String[] onesWords() {
            return Stream.of(values())
                    .filter(Kind::isOnesWord)
                    .map(Enum::name)
                    .toArray(String[]::new);
        }

        /// A person gave their word for it, and nothing else does it.
        public boolean isOnesWord() {
            return this == CALL_BACK || this == AGREED;
        }

        /// Stands still while we wait for the customer's answer.
        boolean pauses() {
            return this == NEXT_UPDATE || this == RESOLUTION;
        }
    }

    /// The life of a promise. A step that is not drawn here cannot be taken.
    public enum State {
        RUNNING,
        /// We wait for the customer; the rest of the time is kept.
        PAUSED,
        /// Done in time.
        KEPT,
        /// The time went by.
        MISSED,
        /// Replaced by another, for a reason.
        MOVED;

        private static final Map<State, Set<State>> NEXT =
                Map.of(
                        RUNNING, Set.of(PAUSED, KEPT, MISSED, MOVED),
                        PAUSED, Set.of(RUNNING, KEPT, MOVED));

        public boolean leadsTo(State next) {
            return NEXT.getOrDefault(this, Set.of()).contains(next);
        }

        /// It was neither kept nor missed yet.
        public boolean isOpen() {
            return this == RUNNING || this == PAUSED;
        }
    }

    /// What happens on the way to its time, and after it.
    public enum Step {
        /// Half of the time has gone.
        HALF,
        /// Four fifths of it have.
        NEAR,
        /// It was missed, and an hour later nobody has answered yet.
        AN_HOUR_LATE
    }
}
