package okpay.understanding;

import java.util.List;
import okpay.language.Lesson;
import okpay.language.Script;

/// What a version changes in one language, told by examples that were not learned from.
///
/// @param before accuracy of what is live now, 0 to 1
/// @param fixed sentences that are right now and were not, and the other way round: `broken`
/// @param confused what it takes for what, the most frequent first
public record Effect(
        Script script,
        double before,
        double after,
        double strangersBefore,
        double strangersAfter,
        List<Change> fixed,
        List<Change> broken,
        List<Lesson.Confusion> confused) {

    /// @param takenFor what it was taken for when it was wrong
    public record Change(String text, String intent, String takenFor) {}
}
