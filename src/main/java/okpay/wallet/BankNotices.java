package okpay.wallet;

import java.util.Optional;
import okpay.sandbank.Sandbank;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Hears what the bank writes by itself: late, twice, or in the wrong order.
@Component
public class BankNotices {

    private final WalletSettings settings;
    private final Sandbank sandbank;
    private final Settlements settlements;
    private final JsonMapper json;

    BankNotices(
            WalletSettings settings, Sandbank sandbank, Settlements settlements, JsonMapper json) {
        this.settings = settings;
        this.sandbank = sandbank;
        this.settlements = settlements;
        this.json = json;
    }

    /// What became of a notice.
    public enum Heard {
        TAKEN,
        NOT_SIGNED_BY_THE_BANK,
        NOT_UNDERSTOOD,
        NO_SUCH_PAYMENT
    }

    /// @param signature hex HMAC-SHA256 of the body
    public Heard hear(String body, String signature) {
        String configured = settings.bankSecret();
        String secret = configured == null ? sandbank.secret() : configured;
        if (!new Signature(secret).isGenuine(body, signature)) {
            return Heard.NOT_SIGNED_BY_THE_BANK;
        }
        BankNotice notice;
        try {
            notice = BankNotice.read(json, body);
        } catch (JacksonException _) {
            return Heard.NOT_UNDERSTOOD;
        }
        var payment =
                Optional.ofNullable(notice.reference())
                        .flatMap(PaymentId::read)
                        .flatMap(settlements::find);
        if (payment.isEmpty()) {
            return Heard.NO_SUCH_PAYMENT;
        }
        settlements.settle(payment.get().id(), notice.answer(), false);
        return Heard.TAKEN;
    }
}
