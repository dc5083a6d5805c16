package okpay.identity;

import java.util.Locale;
import java.util.Optional;

/// What a person is reached by and signs in with: a phone number or an e-mail address.
public sealed interface Handle {

    record Phone(PhoneNumber number) implements Handle {
        @Override
        public String toString() {
            return number.toString();
        }
    }

    record Email(EmailAddress address) implements Handle {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /// Reads what a person types, at most 254 characters (RFC 5321: no address is longer).
    static Optional<Handle> read(String text) {
        if (text.length() > 254) {
            return Optional.empty();
        }
        return EmailAddress.read(text)
                .<Handle>map(Email::new)
                .or(() -> PhoneNumber.read(text).map(Phone::new));
    }

    /// One spelling for one person: E.164, or lower case.
    default String text() {
        return switch (this) {
            case Phone(var number) -> number.e164();
            case Email(var address) -> address.value();
        };
    }

    default Optional<PhoneNumber> phone() {
        return this instanceof Phone(var number) ? Optional.of(number) : Optional.empty();
    }

    default Optional<EmailAddress> email() {
        return this instanceof Email(var address) ? Optional.of(address) : Optional.empty();
    }

    /// Reads what [#text()] wrote.
    static Handle of(String text) {
        return text.contains("@")
                ? new Email(new EmailAddress(text.toLowerCase(Locale.ROOT)))
                : new Phone(new PhoneNumber(text));
    }
}
