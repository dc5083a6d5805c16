package okpay.help;

import java.util.List;
import java.util.Optional;

/// What was found for a question.
///
/// @param hits the best first
/// @param isSure the best one is about what was asked; else nothing here may be
public record Found(List<Hit> hits, boolean isSure) {

    /// @param section where in it the answer stands
    /// @param score the higher, the nearer; to be compared with others of the same question only
    public record Hit(Article article, Edition edition, Optional<Section> section, double score) {}
}
