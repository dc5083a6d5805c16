package okpay.understanding;

import java.util.regex.Pattern;
import okpay.language.Classifier;
import okpay.language.Encoders;
import okpay.language.Fact.Place;
import okpay.language.Tone;

/// Which part of a text is most like a tone.
final class Likeness {

    private static final Pattern PART = Pattern.compile("[^,，.。!！?？;；\\n…]{2,}");
    private static final int MOST_PARTS = 12;

    private Likeness() {}

    /// @param text that was found to have this tone
    static Tone of(String kind, String text, Classifier tones, Encoders encoders) {
        var best = new Place(0, text.length());
        double most = -1;
        for (var part : PART.matcher(text).results().limit(MOST_PARTS).toList()) {
            double like =
                    tones.read(part.group(), encoders).guesses().stream()
                            .filter(it -> it.intent().equals(kind))
                            .mapToDouble(it -> it.confidence())
                            .findFirst()
                            .orElse(0);
            if (like > most) {
                most = like;
                best = new Place(part.start(), part.end());
            }
        }
        return new Tone(Tone.Kind.valueOf(kind), best, text.substring(best.from(), best.to()));
    }
}
