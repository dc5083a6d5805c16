package okpay.wallet;

import okpay.money.Money;

/// What a payer asks for.
///
/// @param note up to 200 characters the payee will read
/// @param key 1 to 100 characters, made on the payer's device: makes it happen once
/// @param pin the payment PIN as typed
public record PayOrder(Money amount, String note, String key, String pin) {

    /// The PIN is secret.
    @Override
    public String toString() {
        return amount + " " + key;
    }
}
