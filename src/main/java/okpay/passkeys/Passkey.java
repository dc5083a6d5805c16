package okpay.passkeys;

import java.time.Instant;
import java.util.Optional;

/// One of a customer's passkeys.
///
/// @param id base64url
/// @param name what the customer calls it
/// @param synced it is on the owner's other devices as well
/// @param confirms it may take the place of the payment PIN
public record Passkey(
        String id,
        String name,
        boolean synced,
        boolean confirms,
        Instant addedAt,
        Optional<Instant> usedAt) {}
