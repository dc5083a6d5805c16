package okpay.language;

/// Something people say, and what they want by it.
public record Example(String intent, String text) {}
