package okpay.understanding;

import java.util.List;
import java.util.Map;
import okpay.language.Lesson;

/// How a lesson did on examples it was not shown.
///
/// @param accuracy 0 to 1, by cross-validation
/// @param strangersFound 0 to 1, of what is outside
/// @param wrong a sentence, and what it was taken for
record Judgement(
        double accuracy,
        double strangersFound,
        Map<String, String> wrong,
        List<Lesson.Confusion> confused) {}
