package okpay.abroad;

import java.time.Instant;

/// One stage of a transfer abroad.
///
/// @param reason why, in a code of ISO 20022 or of SWIFT's tracker (`AC04`, `G003`); else empty
public record Stage(Kind kind, String reason, Instant at) {

    /// In the order they come.
    public enum Kind {
        /// On its way to our correspondent.
        SENT,
        /// The correspondent has it (pacs.002 ACTC).
        ACCEPTED,
        /// It went on to the beneficiary's bank (pacs.002 ACSP).
        PASSED_ON,
        /// A bank on the way waits, for papers or for its own money (pacs.002 PDNG).
        WAITING,
        /// The customer wants it back (camt.056).
        RECALL_ASKED,
        /// The other side does not give it back (camt.029 RJCR).
        RECALL_REFUSED,
        /// The other side stopped it (camt.029 CNCL).
        RECALLED,
        /// It will not be paid (pacs.002 RJCT).
        REJECTED,
        /// The beneficiary has it (pacs.002 ACCC).
        CREDITED,
        /// The beneficiary's bank sent it back (pacs.004).
        RETURNED;

        /// Nothing comes after it, except that what was credited may be returned.
        boolean isLast() {
            return this == RECALLED || this == REJECTED || this == CREDITED || this == RETURNED;
        }

        boolean mayFollow(Kind earlier) {
            return switch (earlier) {
                case RETURNED, REJECTED, RECALLED -> false;
                case CREDITED -> this == RETURNED;
                case RECALL_ASKED, RECALL_REFUSED -> isLast() || compareTo(earlier) > 0;
                case SENT, ACCEPTED, PASSED_ON, WAITING ->
                        isLast()
                                || this == WAITING
                                || compareTo(earlier) > 0
                                || (this == PASSED_ON && earlier == WAITING);
            };
        }
    }
}
