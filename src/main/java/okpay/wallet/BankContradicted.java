package okpay.wallet;

/// News: the bank says the opposite of what we have already acted upon; the money is right in our
/// books, and a person must talk to the bank or the payee.
public record BankContradicted(PaymentId payment, String bankSays, PaymentState weHad) {}
