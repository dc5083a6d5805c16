package okpay.help;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One subject, in both languages side by side.
///
/// @param intents what people want who should read it, by the names of the room `language`
/// @param screens addresses of the app it explains, without numbers
/// @param reviewBy until then somebody should read it again
/// @param expiresOn from that day on nobody is shown it
/// @param editions the live ones
/// @param stale languages in which it is behind the other one
public record Article(
        String slug,
        Category category,
        Audience audience,
        List<String> intents,
        List<String> screens,
        LocalDate reviewBy,
        Optional<LocalDate> expiresOn,
        Map<Tongue, Edition> editions,
        Set<Tongue> stale) {

    /// In this language, or else in the other.
    public Edition in(Tongue tongue) {
        var own = editions.get(tongue);
        if (own != null) {
            return own;
        }
        var other = editions.get(tongue.other());
        if (other == null) {
            throw new IllegalStateException("%s says nothing".formatted(slug));
        }
        return other;
    }

    public boolean isOver(LocalDate today) {
        return expiresOn.filter(it -> !it.isAfter(today)).isPresent();
    }

    public boolean isDue(LocalDate today) {
        return !reviewBy.isAfter(today);
    }
}
