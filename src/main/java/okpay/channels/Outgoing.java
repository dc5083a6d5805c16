package okpay.channels;

import java.time.Instant;

/// A letter on its way out.
///
/// @param via `SMS` or `EMAIL`
/// @param subject of an e-mail; a text message has none
public record Outgoing(String via, String address, String subject, String body, Instant writtenAt) {

    /// The body may hold a secret.
    @Override
    public String toString() {
        return via + " " + writtenAt;
    }
}
