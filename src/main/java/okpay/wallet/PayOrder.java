package okpay.wallet;

import okpay.money.Money;

/// What a payer asks for.
///
/// @param note up to 200 characters the payee will read
/// @param key 1 to 100 characters, made on the payer's device: makes it happen once
/// @param pin the payment PIN as typed
/// @param agreed the payer agreed before, with the PIN, to payments of this kind: a standing order
public record PayOrder(Money amount, String note, String key, String pin, boolean agreed) {

    /// One the payer lets go now.
    public PayOrder(Money amount, String note, String key, String pin) {
        this(amount, note, key, pin, false);
    }

    /// The PIN is secret.
    @Override
    public String toString() {
        return amount + " " + key;
    }
}
