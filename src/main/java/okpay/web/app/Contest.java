package okpay.web.app;

import java.util.Optional;
import okpay.disputes.DisputeReason;

/// What stands in the form that contests a payment.
public record Contest(String amount, String words, Optional<DisputeReason> reason) {}
