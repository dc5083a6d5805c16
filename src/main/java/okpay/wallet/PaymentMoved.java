package okpay.wallet;

/// News: a payment went on to another state, or the bank said something about it.
public record PaymentMoved(PaymentId payment, PaymentState from, PaymentState to) {}
