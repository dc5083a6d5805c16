package okpay.identity;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A person with a wallet. At least one of phone and e-mail is there.
///
/// @param cautiousUntil money leaves with care until then: a password was reset
/// @param hasPin a payment PIN is set, and asked for when money leaves
/// @param tier how well we know who it is
public record Customer(
        CustomerId id,
        String name,
        Optional<PhoneNumber> phone,
        Optional<EmailAddress> email,
        Locale language,
        Instant since,
        Optional<Instant> cautiousUntil,
        boolean hasPin,
        Tier tier) {

    public Customer {
        if (phone.isEmpty() && email.isEmpty()) {
            throw new IllegalArgumentException(
                    "A customer has a phone number or an e-mail address");
        }
    }

    /// Somebody who has just come.
    public static Customer fresh(
            CustomerId id,
            String name,
            Optional<PhoneNumber> phone,
            Optional<EmailAddress> email,
            Locale language,
            Instant since) {
        return new Customer(
                id, name, phone, email, language, since, Optional.empty(), false, Tier.ONE);
    }

    /// The same person, known so well.
    public Customer known(Tier as) {
        return new Customer(id, name, phone, email, language, since, cautiousUntil, hasPin, as);
    }

    /// Every way to reach the person.
    public List<Handle> handles() {
        return Stream.of(phone.<Handle>map(Handle.Phone::new), email.<Handle>map(Handle.Email::new))
                .flatMap(Optional::stream)
                .toList();
    }

    /// What anybody knows about the person: no password is made of it.
    String[] known() {
        return Stream.of(
                        Optional.of(name),
                        phone.map(PhoneNumber::e164).map(it -> it.substring(3)),
                        email.map(EmailAddress::value))
                .flatMap(Optional::stream)
                .toArray(String[]::new);
    }

    public boolean isCautiousAt(Instant moment) {
        return cautiousUntil.filter(moment::isBefore).isPresent();
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
