package okpay.channels.voices;

import java.time.Instant;
import java.util.UUID;

/// What somebody said of OKPay in public.
///
/// @param code by which whoever said it comes to us in private
/// @param stars 1 to 5; 0 where there are none
/// @param territory where it was said, or in which language, as the company says it
/// @param version of the app
/// @param at of the last change
/// @param answer of ours; empty while there is none
/// @param why an answer was not taken, as the company says it
/// @param changes how often it was changed
public record Voice(
        UUID id,
        Place place,
        String ref,
        String code,
        String author,
        int stars,
        String title,
        String words,
        String territory,
        String version,
        String device,
        Instant at,
        String answer,
        State state,
        String why,
        int changes) {

    public boolean isChanged() {
        return changes > 0;
    }

    /// What becomes of our answer.
    public enum State {
        NONE,
        WAITING,
        SENT,
        REFUSED
    }
}
