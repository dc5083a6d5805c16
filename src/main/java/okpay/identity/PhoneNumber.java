package okpay.identity;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Optional;

/// A telephone number in E.164 form, `+8613800138000`.
public record PhoneNumber(String e164) {

    /// Reads what a person types; a number without a country is taken for a Chinese one.
    public static Optional<PhoneNumber> read(String text) {
        if (text.length() > 40) {
            return Optional.empty();
        }
        var util = PhoneNumberUtil.getInstance();
        try {
            var number = util.parse(text, "CN");
            number.clearExtension();
            return util.isPossibleNumber(number)
                    ? Optional.of(new PhoneNumber(util.format(number, PhoneNumberFormat.E164)))
                    : Optional.empty();
        } catch (NumberParseException _) {
            return Optional.empty();
        }
    }

    /// `+86*******8000`: enough to recognise one's own, too little to call.
    public String masked() {
        return e164.substring(0, 3)
                + "*".repeat(Math.max(0, e164.length() - 7))
                + e164.substring(Math.max(3, e164.length() - 4));
    }

    @Override
    public String toString() {
        return masked();
    }
}
