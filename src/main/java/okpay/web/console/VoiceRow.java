package okpay.web.console;

import java.util.List;
import java.util.Optional;
import okpay.channels.voices.Voice;
import okpay.channels.voices.Voices;
import okpay.resolution.PublicGuard;

/// What was said in public, and what we may say to it.
///
/// @param before what it said before it was changed
/// @param proposed as an answer, or what was typed and not sent
/// @param refusal why it was not sent
/// @param doubts what of it may not be said in public
public record VoiceRow(
        Voice voice,
        List<Voices.Before> before,
        String proposed,
        Optional<String> refusal,
        List<PublicGuard.Doubt> doubts) {

    public VoiceRow {
        before = List.copyOf(before);
        doubts = List.copyOf(doubts);
    }
}
