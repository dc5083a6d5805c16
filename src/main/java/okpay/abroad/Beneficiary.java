package okpay.abroad;

/// Who gets the money: checked, and written as the field writes it.
///
/// @param name in Latin letters, up to 140
/// @param account an IBAN without spaces, or the number of the country's own scheme
/// @param bank a BIC or a clearing code; empty when the IBAN says it
/// @param town where the beneficiary lives: since November 2025 no payment abroad goes without it
/// @param street may be empty
public record Beneficiary(String name, String account, String bank, String town, String street) {

    /// The end of the account, for pages and messages.
    public String masked() {
        return "•••• " + account.substring(Math.max(0, account.length() - 4));
    }
}
