package okpay.drafting;

/// Something a draft may rest on: a section of an article, or what the books say.
///
/// @param number how it is cited: `[2]`
/// @param link where an agent reads all of it; empty for facts
public record Source(int number, String title, String text, String link) {}
