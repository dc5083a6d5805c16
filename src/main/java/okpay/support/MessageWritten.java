package okpay.support;

/// News: a conversation has one more message.
public record MessageWritten(ConversationId conversation, long seq) {}
