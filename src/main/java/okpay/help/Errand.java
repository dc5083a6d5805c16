package okpay.help;

import java.time.Instant;
import java.util.UUID;

/// Something whoever writes the articles should look at.
///
/// @param subject what was asked for, or the article
/// @param times how often since it was first seen
public record Errand(
        UUID id,
        Kind kind,
        Tongue tongue,
        String subject,
        int times,
        Instant firstAt,
        Instant lastAt) {

    /// What it is about.
    public enum Kind {
        /// Nothing was found for a question.
        NO_ANSWER,
        /// A reader says that an article did not help.
        NOT_USEFUL
    }
}
