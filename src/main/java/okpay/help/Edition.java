package okpay.help;

import java.time.Instant;

/// What an article said in one language from a moment on.
///
/// @param version 1, 2, 3 … in each language
/// @param isLive readers see it
/// @param isShipped it came with OKPay; else somebody here wrote it
/// @param beside the other language's version it was written beside
/// @param text its body, read
public record Edition(
        String slug,
        Tongue tongue,
        int version,
        Wording wording,
        boolean isLive,
        boolean isShipped,
        int beside,
        String writtenBy,
        Instant writtenAt,
        Text text) {}
