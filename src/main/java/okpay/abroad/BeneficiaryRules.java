package okpay.abroad;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import okpay.abroad.BeneficiaryForm.Flaw;
import org.iban4j.BicFormatException;
import org.iban4j.BicUtil;
import org.iban4j.Iban4jException;
import org.iban4j.IbanFormatException;
import org.iban4j.IbanFormatException.IbanFormatViolation;
import org.iban4j.IbanUtil;
import org.iban4j.InvalidCheckDigitException;
import org.iban4j.UnsupportedCountryException;
import org.jspecify.annotations.Nullable;

/// What a beneficiary's fields must be like in one corridor. Nothing here asks a bank: an account
/// that passes can exist, not more.
final class BeneficiaryRules {

    /// The letters every bank's message can carry (the “x” set of SWIFT).
    private static final Pattern LATIN = Pattern.compile("[A-Za-z0-9/?:().,'+ -]*");

    private static final Pattern HAS_LETTERS = Pattern.compile(".*[A-Za-z].*[A-Za-z].*");
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Z}-]+");
    private static final int[] ABA_WEIGHTS = {3, 7, 1};

    /// Lengths of ISO 20022 (pacs.008): Max140Text (a note too), Max35Text, Max70Text, Max34Text.
    private static final int NAME = 140;

    private static final int TOWN = 35;
    private static final int STREET = 70;
    private static final int NUMBER = 34;

    private final Corridor corridor;

    BeneficiaryRules(Corridor corridor) {
        this.corridor = corridor;
    }

    static String words(String typed) {
        return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ");
    }

    /// Without the gaps people write for the eye.
    static String number(String typed) {
        var plain = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return GAPS.matcher(plain).replaceAll("").toUpperCase(Locale.ROOT);
    }

    static @Nullable Flaw name(String typed) {
        var flaw = text(typed, NAME, true);
        return flaw == null && !HAS_LETTERS.matcher(words(typed)).matches() ? Flaw.NO_NAME : flaw;
    }

    static @Nullable Flaw town(String typed) {
        return text(typed, TOWN, true);
    }

    static @Nullable Flaw street(String typed) {
        return text(typed, STREET, false);
    }

    static @Nullable Flaw note(String typed) {
        return text(typed, NAME, false);
    }

    @Nullable Flaw account(String typed) {
        var number = number(typed);
        if (number.isEmpty()) {
            return Flaw.MISSING;
        }
        if (number.length() > NUMBER) {
            return Flaw.TOO_LONG;
        }
        if (corridor.scheme() == AccountScheme.IBAN) {
            return iban(number);
        }
        return corridor.scheme().hasAccount(number) ? null : Flaw.WRONG_FORM;
    }

    @Nullable Flaw bank(String typed) {
        var code = number(typed);
        if (code.isEmpty()) {
            return corridor.scheme().needsBank() ? Flaw.MISSING : null;
        }
        return switch (corridor.scheme()) {
            case IBAN, BIC -> bic(code);
            case US -> isRoutingNumber(code) ? null : Flaw.WRONG_FORM;
            case JP, AU, HK -> corridor.scheme().hasBank(code) ? null : Flaw.WRONG_FORM;
        };
    }

    private @Nullable Flaw iban(String number) {
        if (number.length() > 2
                && Character.isLetter(number.charAt(0))
                && !number.startsWith(corridor.country())) {
            return Flaw.OTHER_COUNTRY;
        }
        try {
            IbanUtil.validate(number);
            return null;
        } catch (InvalidCheckDigitException _) {
            return Flaw.CHECK_DIGITS;
        } catch (UnsupportedCountryException _) {
            return Flaw.OTHER_COUNTRY;
        } catch (IbanFormatException e) {
            return e.getFormatViolation() == IbanFormatViolation.BBAN_LENGTH
                    ? Flaw.WRONG_LENGTH
                    : Flaw.WRONG_FORM;
        } catch (Iban4jException _) {
            return Flaw.WRONG_FORM;
        }
    }

    private @Nullable Flaw bic(String code) {
        try {
            BicUtil.validate(code);
        } catch (UnsupportedCountryException | BicFormatException _) {
            return Flaw.WRONG_FORM;
        }
        return code.startsWith(corridor.country(), 4) ? null : Flaw.OTHER_COUNTRY;
    }

    /// The last digit checks the others (ABA).
    private boolean isRoutingNumber(String code) {
        if (!corridor.scheme().hasBank(code)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < code.length(); i++) {
            sum += (code.charAt(i) - '0') * ABA_WEIGHTS[i % ABA_WEIGHTS.length];
        }
        return sum % 10 == 0 && sum > 0;
    }

    private static @Nullable Flaw text(String typed, int most, boolean needed) {
        var text = words(typed);
        if (text.isEmpty()) {
            return needed ? Flaw.MISSING : null;
        }
        if (text.length() > most) {
            return Flaw.TOO_LONG;
        }
        return LATIN.matcher(text).matches() ? null : Flaw.NOT_LATIN;
    }
}
