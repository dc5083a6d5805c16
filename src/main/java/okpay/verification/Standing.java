package okpay.verification;

import java.util.List;
import java.util.Optional;
import okpay.identity.Tier;

/// How well we know a customer.
///
/// @param number masked; empty while nobody confirmed it
/// @param sources who confirmed the name: `RESIDENTS`, `PHONE_OPERATOR`, `SOCIAL_INSURANCE`,
///   `BANK_…`
/// @param missing how many more make the next tier; 0 in the highest
public record Standing(Tier tier, Optional<String> number, List<String> sources, int missing) {

    public boolean isVerified() {
        return number.isPresent();
    }
}
