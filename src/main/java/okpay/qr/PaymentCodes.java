package okpay.qr;

import com.emv.qrcode.core.CRC;
import com.emv.qrcode.core.model.mpm.TagLengthString;
import com.emv.qrcode.decoder.mpm.DecoderMpm;
import com.emv.qrcode.model.mpm.AdditionalDataField;
import com.emv.qrcode.model.mpm.AdditionalDataFieldTemplate;
import com.emv.qrcode.model.mpm.MerchantAccountInformationReservedAdditional;
import com.emv.qrcode.model.mpm.MerchantAccountInformationTemplate;
import com.emv.qrcode.model.mpm.MerchantInformationLanguage;
import com.emv.qrcode.model.mpm.MerchantInformationLanguageTemplate;
import com.emv.qrcode.model.mpm.MerchantPresentedMode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import okpay.money.Amounts;
import okpay.money.Money;
import okpay.qr.PaymentCode.Flaw;
import okpay.qr.PaymentCode.NotPayable;
import org.jspecify.annotations.Nullable;

/// Writes and reads the text in a code: EMVCo “QR Code Specification for Payment Systems,
/// Merchant-Presented Mode” 1.1. Ours stand in template 26 under the name `org.okpay`.
public final class PaymentCodes {

    private static final String OURS = "org.okpay";
    private static final String TEMPLATE = "26";
    private static final String SHOP = "01";
    private static final String CHARGE = "02";
    private static final String PERSON = "03";
    private static final String YUAN = "156";
    private static final Currency CNY = Currency.getInstance("CNY");
    private static final int LONGEST = 512;
    private static final int NAME = 25;

    private PaymentCodes() {}

    /// Who stands in a shop's code.
    ///
    /// @param nameEn for readers of Latin letters
    /// @param mcc merchant category code (ISO 18245)
    public record Seller(String code, String name, String nameEn, String mcc) {}

    /// The code on the counter: paid again and again, the payer types the amount.
    public static String ofShop(Seller seller) {
        return write(seller, "11", Optional.empty(), Optional.empty());
    }

    /// The code for one bill.
    public static String ofCharge(Seller seller, String charge, Money amount) {
        return write(seller, "12", Optional.of(charge), Optional.of(amount));
    }

    /// The code of a person who receives.
    public static String ofPerson(String token, String name) {
        var account = new MerchantAccountInformationReservedAdditional(OURS);
        account.addPaymentNetworkSpecific(PERSON, token);
        // 0000: no merchant.
        return write(account, new Seller("", name, "OKPay", "0000"), "11", Optional.empty());
    }

    private static String write(
            Seller seller, String method, Optional<String> charge, Optional<Money> amount) {
        var account = new MerchantAccountInformationReservedAdditional(OURS);
        account.addPaymentNetworkSpecific(SHOP, seller.code());
        charge.ifPresent(it -> account.addPaymentNetworkSpecific(CHARGE, it));
        return write(account, seller, method, amount);
    }

    private static String write(
            MerchantAccountInformationReservedAdditional account,
            Seller seller,
            String method,
            Optional<Money> amount) {
        var code = new MerchantPresentedMode();
        code.setPayloadFormatIndicator("01");
        code.setPointOfInitiationMethod(method);
        code.addMerchantAccountInformation(
                new MerchantAccountInformationTemplate(TEMPLATE, account));
        code.setMerchantCategoryCode(seller.mcc());
        code.setTransactionCurrency(YUAN);
        amount.ifPresent(it -> code.setTransactionAmount(it.digits()));
        code.setCountryCode("CN");
        code.setMerchantName(latin(seller.nameEn()));
        code.setMerchantCity("Shanghai");
        if (!seller.code().isEmpty()) {
            var more = new AdditionalDataField();
            more.setStoreLabel(seller.code());
            var template = new AdditionalDataFieldTemplate();
            template.setValue(more);
            code.setAdditionalDataField(template);
        }
        var chinese = new MerchantInformationLanguage();
        chinese.setLanguagePreference("zh");
        chinese.setMerchantName(cut(seller.name()));
        var language = new MerchantInformationLanguageTemplate();
        language.setValue(chinese);
        code.setMerchantInformationLanguage(language);
        return code.toString();
    }

    /// Outside the language template a code has no letters but ASCII.
    private static String latin(String name) {
        var ascii =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .replaceAll("[^\\x20-\\x7e]", "")
                        .strip();
        return ascii.isEmpty() ? "OKPay" : cut(ascii);
    }

    private static String cut(String name) {
        return name.length() > NAME ? name.substring(0, NAME) : name;
    }

    /// Reads the text of any code.
    public static PaymentCode read(String text) {
        if (text.length() > LONGEST || !text.startsWith("000201")) {
            return new NotPayable(Flaw.NOT_A_PAYMENT_CODE);
        }
        if (!isWhole(text)) {
            return new NotPayable(Flaw.CHECKSUM_WRONG);
        }
        try {
            return read(DecoderMpm.decode(text, MerchantPresentedMode.class));
        } catch (RuntimeException _) {
            // The library throws whatever comes when lengths lie.
            return new NotPayable(Flaw.NOT_A_PAYMENT_CODE);
        }
    }

    /// ISO/IEC 13239 over everything before the checksum itself, its tag and length included.
    private static boolean isWhole(String text) {
        int before = text.length() - 4;
        if (before < 4 || !text.startsWith("6304", before - 4)) {
            return false;
        }
        int crc = CRC.crc16(text.substring(0, before).getBytes(StandardCharsets.UTF_8));
        return "%04X".formatted(crc).equals(text.substring(before).toUpperCase(Locale.ROOT));
    }

    private static PaymentCode read(MerchantPresentedMode code) {
        var ours =
                code.getMerchantAccountInformation().values().stream()
                        .map(MerchantAccountInformationTemplate::getValue)
                        .filter(MerchantAccountInformationReservedAdditional.class::isInstance)
                        .map(MerchantAccountInformationReservedAdditional.class::cast)
                        .filter(it -> OURS.equals(value(it.getGloballyUniqueIdentifier())))
                        .findFirst();
        if (ours.isEmpty()) {
            return new NotPayable(Flaw.NOT_OURS);
        }
        var amount = value(code.getTransactionAmount());
        if (!YUAN.equals(value(code.getTransactionCurrency()))) {
            return new NotPayable(Flaw.OTHER_CURRENCY);
        }
        var specific = ours.get().getPaymentNetworkSpecific();
        var person = value(specific.get(PERSON));
        if (!person.isEmpty()) {
            return new PaymentCode.ToPerson(person);
        }
        var shop = value(specific.get(SHOP));
        if (shop.isEmpty()) {
            return new NotPayable(Flaw.NOT_A_PAYMENT_CODE);
        }
        var charge = Optional.of(value(specific.get(CHARGE))).filter(it -> !it.isEmpty());
        return amount.isEmpty()
                ? new PaymentCode.ToShop(shop, Optional.empty(), charge)
                : switch (Amounts.read(amount, CNY)) {
                    case Amounts.Read(var money) ->
                            new PaymentCode.ToShop(shop, Optional.of(money), charge);
                    case Amounts.Unreadable _ -> new NotPayable(Flaw.NOT_A_PAYMENT_CODE);
                };
    }

    private static String value(@Nullable TagLengthString field) {
        return field == null || field.getValue() == null ? "" : field.getValue();
    }
}
