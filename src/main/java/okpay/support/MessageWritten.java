package okpay.support;

/// News: a conversation has one more message.
///
/// @param byPerson a customer or an agent wrote it, not the program
public record MessageWritten(ConversationId conversation, long seq, boolean byPerson) {}
