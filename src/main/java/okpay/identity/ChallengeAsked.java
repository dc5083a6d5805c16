package okpay.identity;

import java.util.UUID;

/// Somebody asked for a one-time code.
record ChallengeAsked(UUID challenge) {}
