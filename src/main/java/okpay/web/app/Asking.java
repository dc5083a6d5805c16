package okpay.web.app;

/// What stands in the form that asks others for money.
///
/// @param from phone numbers and addresses, with commas or lines between
/// @param split among all of them and the asker
public record Asking(String from, String amount, String note, boolean split) {}
