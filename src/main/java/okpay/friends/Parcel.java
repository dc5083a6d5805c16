package okpay.friends;

import java.time.Instant;
import okpay.identity.CustomerId;
import okpay.wallet.PaymentId;

/// Money that waits to be accepted by whoever has a phone number or an e-mail address.
///
/// @param handle E.164, or an address in lower case
public record Parcel(
        PaymentId payment, CustomerId sender, String handle, State state, Instant until) {

    public enum State {
        OPEN,
        ACCEPTED,
        RECALLED,
        EXPIRED
    }

    public boolean isOpenAt(Instant moment) {
        return state == State.OPEN && until.isAfter(moment);
    }
}
