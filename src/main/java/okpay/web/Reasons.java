package okpay.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import okpay.wallet.Payment;
import okpay.wallet.PaymentKind;

/// Why a payment failed, and where it is tried again with everything filled in.
public final class Reasons {

    private static final Set<String> CODES =
            Set.of("PAYEE_REFUSED", "EXPIRED", "NEVER_ARRIVED", "RECALLED", "NOT_ACCEPTED");

    private Reasons() {}

    /// The end of a message key for a bank's code.
    public static String code(String reason) {
        return CODES.contains(reason) ? reason : "other";
    }

    /// The reason is one of a bank's short words, not a code that a tracker shows with its stage.
    public static boolean isOurs(Payment payment) {
        return payment.kind() != PaymentKind.ABROAD || CODES.contains(payment.bankReason());
    }

    /// The page that fills in again what failed. It is a new payment with a key of its own, made
    /// when that page is drawn; what failed can never be paid any more.
    public static String again(Payment payment) {
        return switch (payment.kind()) {
            case ABROAD -> "/app/abroad?again=" + payment.id();
            case TOP_UP -> own("top-up", payment);
            case WITHDRAW -> own("withdraw", payment);
            case PARCEL ->
                    "/app/send?to=" + URLEncoder.encode(payment.payeeRef(), StandardCharsets.UTF_8);
            case SHOP, BILL, MERCHANT, SEND ->
                    "/app/shops/%s?amount=%s"
                            .formatted(payment.payeeRef(), payment.amount().digits());
        };
    }

    /// How a step is called: with money that comes in, nothing was set aside.
    public static String step(Payment payment, String why) {
        return (payment.kind().isIncoming() ? "step.in." : "step.") + why;
    }

    /// How a state is called.
    public static String state(Payment payment) {
        return (payment.kind().isIncoming() ? "state.in." : "state.") + payment.state();
    }

    /// What a state means for this kind of payment; the end of a message key.
    public static String explained(Payment payment) {
        return switch (payment.kind()) {
            case ABROAD, PARCEL, TOP_UP, WITHDRAW -> payment.kind() + "." + payment.state();
            case SHOP, BILL, MERCHANT, SEND -> payment.state().name();
        };
    }

    private static String own(String way, Payment payment) {
        return "/app/%s?account=%s&amount=%s"
                .formatted(way, payment.payeeRef(), payment.amount().digits());
    }
}
