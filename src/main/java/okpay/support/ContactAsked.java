package okpay.support;

import java.util.UUID;

/// Somebody who is not signed in wants to talk to us.
public record ContactAsked(UUID contact) {}
