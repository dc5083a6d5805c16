package okpay.wallet;

import java.util.Locale;
import java.util.Optional;
import okpay.identity.CustomerId;

/// Somebody one can pay: a shop or a biller.
///
/// @param code what stands under the QR code, and how the bank knows them
/// @param owner of a shop that has its money with us
public record Shop(
        ShopId id,
        String name,
        String nameEn,
        PaymentKind kind,
        String category,
        String code,
        Optional<CustomerId> owner) {

    /// One that a bank pays.
    public Shop(
            ShopId id, String name, String nameEn, PaymentKind kind, String category, String code) {
        this(id, name, nameEn, kind, category, code, Optional.empty());
    }

    /// The same shop, called as readers of this language call it.
    public Shop in(Locale locale) {
        return new Shop(id, nameIn(locale), nameEn, kind, category, code, owner);
    }

    public String nameIn(Locale locale) {
        return locale.getLanguage().equals("zh") ? name : nameEn;
    }
}
