package okpay.identity;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Optional;

/// An e-mail address, in lower case.
public record EmailAddress(String value) {

    /// Reads what a person types: an address as RFC 822 has it, with a domain that has a dot.
    public static Optional<EmailAddress> read(String text) {
        String tidy = text.strip().toLowerCase(Locale.ROOT);
        if (tidy.length() > 254 || !tidy.matches("[^@\\s<>\"]+@[^@\\s<>\"]+\\.[^@\\s<>\".]+")) {
            return Optional.empty();
        }
        try {
            new InternetAddress(tidy, true).validate();
            return Optional.of(new EmailAddress(tidy));
        } catch (AddressException _) {
            return Optional.empty();
        }
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
