package okpay.resolution;

import java.time.Instant;
import java.util.Optional;
import okpay.support.CaseId;
import okpay.wallet.PaymentId;

/// A verdict that was given, kept for ever.
///
/// @param version of the tree that gave it
/// @param chosen what the customer chose of its remedies
public record Diagnosis(
        DiagnosisId id,
        CaseId of,
        PaymentId payment,
        int version,
        Verdict verdict,
        Instant at,
        Optional<Remedy> chosen,
        boolean current) {

    /// Given while the bank had not said its last word.
    boolean isOfAnOpenPayment() {
        return verdict.cause() == Cause.UNKNOWN_AT_BANK
                || verdict.cause() == Cause.ON_ITS_WAY
                || verdict.cause() == Cause.WAITS_FOR_PAYEE
                || verdict.cause() == Cause.LATE_ABROAD
                || verdict.cause() == Cause.TOP_UP_UNDERWAY
                || verdict.cause() == Cause.HELD_BUT_FAILED;
    }
}
