package okpay.abroad;

import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;

/// Hears what the correspondent writes by itself: late, twice, or in the wrong order.
@Component
public class CorrespondentMessages {

    private final TransferStore store;
    private final CorrespondentRail rail;
    private final Payments payments;

    CorrespondentMessages(TransferStore store, CorrespondentRail rail, Payments payments) {
        this.store = store;
        this.rail = rail;
        this.payments = payments;
    }

    /// What became of a message.
    public enum Heard {
        TAKEN,
        NOT_SIGNED_BY_THE_CORRESPONDENT,
        NOT_UNDERSTOOD,
        NO_SUCH_PAYMENT
    }

    /// @param message pacs.002, pacs.004 or camt.029
    /// @param signed hex HMAC-SHA256 of the message
    public Heard hear(String message, String signed) {
        if (!rail.signature().isGenuine(message, signed)) {
            return Heard.NOT_SIGNED_BY_THE_CORRESPONDENT;
        }
        var report = MessageReader.read(message);
        if (report.isEmpty()) {
            return Heard.NOT_UNDERSTOOD;
        }
        // What was prepared and never paid is no payment.
        var transfer =
                PaymentId.read(report.get().reference())
                        .filter(id -> payments.find(id).isPresent())
                        .flatMap(store::find);
        if (transfer.isEmpty()) {
            return Heard.NO_SUCH_PAYMENT;
        }
        payments.hear(transfer.get().payment(), rail.heard(transfer.get(), report.get()));
        return Heard.TAKEN;
    }
}
