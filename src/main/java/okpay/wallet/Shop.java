package okpay.wallet;

import java.util.Locale;

/// Somebody one can pay: a shop or a biller.
///
/// @param code what stands under the QR code, and how the bank knows them
public record Shop(
        ShopId id, String name, String nameEn, PaymentKind kind, String category, String code) {

    /// The same shop, called as readers of this language call it.
    public Shop in(Locale locale) {
        return new Shop(id, nameIn(locale), nameEn, kind, category, code);
    }

    public String nameIn(Locale locale) {
        return locale.getLanguage().equals("zh") ? name : nameEn;
    }
}
