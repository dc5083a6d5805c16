package okpay.support;

/// News: what was said in one conversation is answered there again, and no longer in the other.
public record AnsweredApart(ConversationId said, ConversationId answered) {}
