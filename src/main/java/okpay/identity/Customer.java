package okpay.identity;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A person with a wallet. At least one of phone and e-mail is there.
public record Customer(
        CustomerId id,
        String name,
        Optional<PhoneNumber> phone,
        Optional<EmailAddress> email,
        Locale language,
        Instant since) {

    public Customer {
        if (phone.isEmpty() && email.isEmpty()) {
            throw new IllegalArgumentException(
                    "A customer has a phone number or an e-mail address");
        }
    }

    /// `*雷`, `J*** Doe`: shown to a payer who must recognise the person, and to nobody's harm.
    public String maskedName() {
        int first = name.indexOf(' ');
        if (first > 1) {
            return name.charAt(0) + "***" + name.substring(first);
        }
        return "*" + name.substring(name.offsetByCodePoints(0, 1));
    }
}
