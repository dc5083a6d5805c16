package okpay.identity;

/// A customer has another payment PIN than before. Told in the transaction of the change.
public record PinChanged(CustomerId customer) {}
