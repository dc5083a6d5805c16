package okpay.support;

import okpay.identity.AgentId;
import okpay.identity.CustomerId;

/// Who wrote a message.
public sealed interface Author {
    record OfCustomer(CustomerId id) implements Author {}

    record OfAgent(AgentId id) implements Author {}

    /// The program itself.
    record Okpay() implements Author {}
}
