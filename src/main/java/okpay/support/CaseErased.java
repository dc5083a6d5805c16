package okpay.support;

/// News: what was said in a case is erased. Whoever holds more of it erases that in the same
/// transaction.
public record CaseErased(CaseId id, String number, ConversationId conversation) {}
