package okpay.support;

/// News: what was said in one conversation is answered in another from now on, because their cases
/// became one, or because some of the words became a case of their own.
public record AnsweredElsewhere(ConversationId said, ConversationId answered) {}
