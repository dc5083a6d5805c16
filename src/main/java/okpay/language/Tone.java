package okpay.language;

import okpay.language.Fact.Place;

/// How something is said, and by which words one can tell. It is for whoever answers; it closes no
/// door to anybody.
public record Tone(Kind kind, Place place, String words) {

    /// What a tone tells.
    public enum Kind {
        /// Furious, at us or at what happened.
        ANGRY,
        /// Insults, obscenities, threats against us.
        ABUSIVE,
        /// In despair; the money is needed to live.
        DISTRESSED,
        /// Life or limb: their own hand or somebody else's.
        IN_DANGER,
        /// Somebody urges them to pay: the mark of a scam.
        PRESSED
    }
}
