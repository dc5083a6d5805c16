package okpay.support;

import java.time.Instant;
import java.util.Optional;

/// One message. The server gives the number when it accepts the words, so order never depends on a
/// clock or a queue.
///
/// @param seq 1, 2, 3 … in its conversation, without gaps
/// @param changedAt when its author put it differently, if they did
public record Message(
        ConversationId conversation,
        long seq,
        Author author,
        Body body,
        Instant at,
        Optional<Instant> changedAt) {}
