package okpay.feedback;

import java.util.UUID;

/// What somebody wished in public is there now, or will not come.
///
/// @param answer what they are to read
public record PublicWishAnswered(UUID voice, String answer) {}
