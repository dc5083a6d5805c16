package okpay.support;

import okpay.identity.CustomerId;

/// A stream of numbered messages with one person.
public record Conversation(ConversationId id, CustomerId customer, long lastSeq) {}
