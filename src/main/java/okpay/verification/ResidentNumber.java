package okpay.verification;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The number of a Chinese resident's identity card (GB 11643-1999): six digits of a place, eight
/// of a birthday, three in sequence, and a check character (ISO 7064 MOD 11-2).
record ResidentNumber(String value, LocalDate bornOn) {

    private static final Pattern FORM = Pattern.compile("[1-9]\\d{16}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";

    /// As a person types it; empty when it cannot be one.
    static Optional<ResidentNumber> read(String typed) {
        var number =
                Normalizer.normalize(typed, Normalizer.Form.NFKC)
                        .replaceAll("[\\s-]", "")
                        .toUpperCase(Locale.ROOT);
        if (!FORM.matcher(number).matches() || check(number) != number.charAt(17)) {
            return Optional.empty();
        }
        try {
            var born = LocalDate.parse(number.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(new ResidentNumber(number, born));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static char check(String number) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }

    /// `1***************1X`: the first and the last two.
    static String masked(String number) {
        return number.charAt(0) + "*".repeat(15) + number.substring(16);
    }

    @Override
    public String toString() {
        return masked(value);
    }
}
