package okpay.channels;

import java.time.Instant;

/// A letter on its way out.
///
/// @param via `SMS`, `EMAIL` or `PUSH`
/// @param number by which it can be checked
/// @param subject of an e-mail; a text message has none
public record Outgoing(
        String via, String address, String subject, String body, String number, Instant writtenAt) {

    /// The body may hold a secret.
    @Override
    public String toString() {
        return via + " " + writtenAt;
    }
}
