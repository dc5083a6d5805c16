package okpay.wallet;

import java.time.Instant;

/// A wallet that is closed, and why. Money still arrives (只收不付).
///
/// @param note what whoever closed it wrote, for the desk; at most 500 characters
/// @param by who closed it: a customer's or an agent's id
public record Freeze(FreezeId id, Reason why, String note, String by, Instant at) {

    /// Why a wallet is closed.
    public enum Reason {
        /// Its owner asked: the phone is lost, or somebody else may be at it.
        OWNER,
        /// Payments look like somebody else's, or as if made under pressure.
        SUSPECTED_FRAUD,
        /// We must know better who the owner is.
        IDENTITY_IN_DOUBT,
        /// An authority ordered it.
        ORDERED;

        /// Owners open again what owners closed; everything else takes us.
        boolean isOwners() {
            return this == OWNER;
        }
    }
}
