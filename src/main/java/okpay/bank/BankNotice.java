package okpay.bank;

import okpay.wallet.Rail;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a bank writes about one payment.
record BankNotice(@Nullable String reference, @Nullable String status, @Nullable String reason) {

    static BankNotice read(JsonMapper json, String text) {
        return json.readValue(text, BankNotice.class);
    }

    Rail.Answer answer() {
        return switch (status) {
            case "SUCCESS" -> new Rail.Answer.Succeeded();
            case "FAILED" -> new Rail.Answer.Failed(reason == null ? "" : reason);
            case null, default -> new Rail.Answer.Unclear(Rail.Why.PENDING);
        };
    }
}
