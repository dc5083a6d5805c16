package okpay.web.app;

/// What stands in the form for sending.
///
/// @param to phone number or e-mail address, as typed
/// @param key makes the payment happen once
public record Sending(String to, String amount, String note, String key) {}
