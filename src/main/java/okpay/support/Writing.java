package okpay.support;

/// What came of words somebody wanted to send.
public sealed interface Writing {

    /// Accepted, now or the first time this client message id came.
    record Accepted(Message message) implements Writing {}

    record NotAccepted(Reason reason) implements Writing {}

    enum Reason {
        EMPTY,
        TOO_LONG,
        NO_SUCH_CONVERSATION
    }
}
