package okpay.web.console;

import java.util.List;
import java.util.Optional;
import okpay.language.Intent;
import okpay.language.Tone;

/// What a customer's own words tell whoever answers.
///
/// @param intent what they seem to want; empty when that is not sure
/// @param percent how sure
public record Said(Optional<Intent> intent, long percent, List<Tone> tones) {

    static final Said NOTHING = new Said(Optional.empty(), 0, List.of());

    public boolean isEmpty() {
        return intent.isEmpty() && tones.isEmpty();
    }
}
