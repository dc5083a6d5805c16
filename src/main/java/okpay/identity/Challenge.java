package okpay.identity;

import java.time.Instant;
import java.util.Locale;

/// Somebody says they own a phone number or an e-mail address, and is to prove it with a one-time
/// code.
///
/// @param language of the letter
/// @param until the code, or the pass it gave, is good until then
public record Challenge(ChallengeId id, Aim aim, Handle handle, Locale language, Instant until) {

    /// What the proof is for; it is good for nothing else.
    public enum Aim {
        JOIN,
        SIGN_IN,
        RESET_PASSWORD,
        /// A new payment PIN, for somebody who is signed in and knows the password.
        RESET_PIN
    }
}
