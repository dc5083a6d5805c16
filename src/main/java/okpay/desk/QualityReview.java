package okpay.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import okpay.support.CaseId;

/// A case somebody solved, drawn by lot to be read by a supervisor.
///
/// @param week the Monday of the week it was solved in
/// @param agent whose case it was
/// @param marks one for each criterion once it was read
/// @param answer what the agent says to it
public record QualityReview(
        UUID id,
        LocalDate week,
        CaseId of,
        AgentId agent,
        Optional<AgentId> reviewer,
        Optional<Instant> reviewedAt,
        Map<Criterion, Mark> marks,
        String words,
        String answer) {

    public QualityReview {
        marks = Map.copyOf(marks);
    }

    /// What is looked at.
    public enum Criterion {
        /// The facts, the money and the remedy are right.
        RIGHT,
        /// The customer knows what happens next, who acts and by when.
        CLEAR,
        /// Calm and friendly, in the customer's words.
        KIND,
        /// What was promised was kept, or moved with a reason in time.
        KEPT,
        /// Nothing private was asked for, opened or told without need.
        SAFE
    }

    public enum Mark {
        GOOD,
        PARTLY,
        NOT;

        /// Of one.
        public double share() {
            return switch (this) {
                case GOOD -> 1;
                case PARTLY -> 0.5;
                case NOT -> 0;
            };
        }
    }

    /// @return the average of the marks, from 0 to 1
    public double score() {
        return marks.values().stream().mapToDouble(Mark::share).average().orElse(0);
    }
}
