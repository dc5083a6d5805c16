package okpay.id;

/// Digits that check the others.
public final class CheckDigits {

    private CheckDigits() {}

    /// Whether the last digit of a card's number fits the others (Luhn, ISO/IEC 7812-1).
    ///
    /// @param number digits only
    public static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int twice = i % 2 == 0 ? digit : digit * 2;
            sum += twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }
}
