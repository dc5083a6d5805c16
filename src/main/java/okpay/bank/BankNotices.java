package okpay.bank;

import java.util.Optional;
import okpay.sandbank.Sandbank;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import okpay.wallet.Signature;
import okpay.wallet.WalletSettings;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Hears what the bank writes by itself: late, twice, or in the wrong order.
@Component
public class BankNotices {

    private final WalletSettings settings;
    private final Sandbank sandbank;
    private final Payments payments;
    private final JsonMapper json;

    BankNotices(WalletSettings settings, Sandbank sandbank, Payments payments, JsonMapper json) {
        this.settings = settings;
        this.sandbank = sandbank;
        this.payments = payments;
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
                        .flatMap(payments::find);
        if (payment.isEmpty()) {
            return Heard.NO_SUCH_PAYMENT;
        }
        payments.hear(payment.get().id(), notice.answer());
        return Heard.TAKEN;
    }
}
