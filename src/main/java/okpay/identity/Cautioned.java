package okpay.identity;

import java.time.Instant;

/// Somebody came in by a way that a thief could take as well: the password was reset, or a one-time
/// code was used on a device that was never here. Money leaves with care until then.
public record Cautioned(CustomerId customer, Instant until) {}
