package okpay.language;

/// Something people want of us.
///
/// @param id as examples and routes name it
/// @param en its name in English
/// @param zh its name in Chinese
/// @param about what it is, and what it is not, for whoever writes examples
public record Intent(String id, String en, String zh, String about) {}
