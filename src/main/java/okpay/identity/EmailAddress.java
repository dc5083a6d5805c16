package okpay.identity;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.validator.routines.EmailValidator;

/// An e-mail address, in lower case.
public record EmailAddress(String value) {

    public static Optional<EmailAddress> read(String text) {
        String tidy = text.strip().toLowerCase(Locale.ROOT);
        return tidy.length() <= 254 && EmailValidator.getInstance().isValid(tidy)
                ? Optional.of(new EmailAddress(tidy))
                : Optional.empty();
    }

    /// `l***@example.com`.
    public String masked() {
        return value.charAt(0) + "***" + value.substring(value.indexOf('@'));
    }

    @Override
    public String toString() {
        return masked();
    }
}
