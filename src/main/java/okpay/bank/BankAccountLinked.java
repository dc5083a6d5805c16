package okpay.bank;

import okpay.identity.CustomerId;

/// A bank confirmed that an account is a customer's.
///
/// @param bank the name of the bank, as a code
/// @param holder under which name
public record BankAccountLinked(CustomerId customer, String bank, String holder) {}
