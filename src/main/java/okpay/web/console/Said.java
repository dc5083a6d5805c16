package okpay.web.console;

import java.util.List;
import java.util.Optional;
import okpay.help.Found;
import okpay.language.Intent;
import okpay.language.Tone;

/// What a customer's own words tell whoever answers.
///
/// @param intent what they seem to want; empty when that is not sure
/// @param percent how sure
/// @param articles where the answer may stand, the likeliest first
public record Said(
        Optional<Intent> intent, long percent, List<Tone> tones, List<Found.Hit> articles) {

    static final Said NOTHING = new Said(Optional.empty(), 0, List.of(), List.of());

    public Said {
        tones = List.copyOf(tones);
        articles = List.copyOf(articles);
    }

    public boolean isEmpty() {
        return intent.isEmpty() && tones.isEmpty() && articles.isEmpty();
    }
}
