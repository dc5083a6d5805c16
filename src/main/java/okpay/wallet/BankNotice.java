package okpay.wallet;

import tools.jackson.databind.json.JsonMapper;

/// What a bank writes about one payment.
record BankNotice(String reference, String status, String reason) {

    static BankNotice read(JsonMapper json, String text) {
        return json.readValue(text, BankNotice.class);
    }

    Rail.Answer answer() {
        return switch (status) {
            case "SUCCESS" -> new Rail.Answer.Succeeded();
            case "FAILED" -> new Rail.Answer.Failed(reason);
            default -> new Rail.Answer.Unclear(Rail.Why.PENDING);
        };
    }
}
