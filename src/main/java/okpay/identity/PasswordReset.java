package okpay.identity;

/// Somebody proved who they are and set a new password, because the old one was forgotten or
/// somebody else may know it. Told in the transaction of the reset.
public record PasswordReset(CustomerId customer) {}
