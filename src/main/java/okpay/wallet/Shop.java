package okpay.wallet;

/// Somebody one can pay: a shop or a biller.
///
/// @param code what stands under the QR code, and how the bank knows them
public record Shop(
        ShopId id, String name, String nameEn, PaymentKind kind, String category, String code) {

    public String nameIn(java.util.Locale locale) {
        return locale.getLanguage().equals("zh") ? name : nameEn;
    }
}
