package okpay.friends;

import java.time.Instant;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;

/// Money one customer asks another for.
///
/// @param note at most 200 characters, which the payer reads
public record MoneyRequest(
        RequestId id,
        CustomerId asker,
        CustomerId payer,
        Money amount,
        String note,
        State state,
        Instant madeAt,
        Instant until) {

    /// Whether it is paid, the payment says.
    public enum State {
        OPEN,
        DECLINED,
        CANCELLED
    }

    /// The payment that pays it has the same number.
    public PaymentId payment() {
        return new PaymentId(id.uuid());
    }

    /// The one who is not this one.
    public CustomerId other(CustomerId one) {
        return asker.equals(one) ? payer : asker;
    }

    public boolean isOpenAt(Instant moment) {
        return state == State.OPEN && until.isAfter(moment);
    }
}
