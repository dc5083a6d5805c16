package okpay.identity;

import java.time.Instant;

/// Somebody who had forgotten it has a new password; money leaves with care until then.
public record PasswordReset(CustomerId customer, Instant cautiousUntil) {}
