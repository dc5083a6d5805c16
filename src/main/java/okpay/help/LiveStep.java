package okpay.help;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A step that an article does not only describe: the page does it. Written as a link alone in its
/// paragraph, `[Reset the password](do:reset-password)`.
public enum LiveStep {
    /// Begins the recovery of a password.
    RESET_PASSWORD,
    /// The reader's latest payments, each with a way to say that something is wrong with it.
    PAYMENTS,
    /// Locks the reader's wallet.
    LOCK,
    /// What the reader may pay.
    LIMITS,
    /// What sending abroad costs now.
    PRICE_ABROAD,
    /// Writes to a person.
    PERSON;

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<LiveStep> read(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }
}
