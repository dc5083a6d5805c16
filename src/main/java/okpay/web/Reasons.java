package okpay.web;

import java.util.Set;
import okpay.wallet.Payment;
import okpay.wallet.PaymentKind;

/// Why a payment failed, and where it is tried again with everything filled in.
public final class Reasons {

    private static final Set<String> CODES = Set.of("PAYEE_REFUSED", "EXPIRED", "NEVER_ARRIVED");

    private Reasons() {}

    /// The end of a message key for a bank's code.
    public static String code(String reason) {
        return CODES.contains(reason) ? reason : "other";
    }

    /// The page that fills in again what failed. It is a new payment with a key of its own, made
    /// when that page is drawn; what failed can never be paid any more.
    public static String again(Payment payment) {
        return payment.kind() == PaymentKind.ABROAD
                ? "/app/abroad?again=" + payment.id()
                : "/app/shops/%s?amount=%s"
                        .formatted(payment.payeeRef(), payment.amount().digits());
    }
}
