package okpay.merchant;

import java.time.Instant;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;
import okpay.wallet.ShopId;

/// One bill of a shop: paid once, by whoever scans its code, or by the one whose code the shop
/// scanned.
///
/// @param payer who alone may pay it; empty for anybody
/// @param until nobody pays it afterwards
public record Charge(
        ChargeId id,
        ShopId shop,
        Money amount,
        String note,
        Optional<CustomerId> payer,
        Instant madeAt,
        Instant until) {

    /// The payment that pays it has the same number.
    public PaymentId payment() {
        return new PaymentId(id.uuid());
    }

    public boolean isOverAt(Instant moment) {
        return !until.isAfter(moment);
    }
}
