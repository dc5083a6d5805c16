package okpay.bank;

import java.time.Instant;

/// A customer's own account at a bank, for money in and out.
///
/// @param bank one of [Bank]
/// @param number of the card, digits only
public record BankAccount(BankAccountId id, Bank bank, String number, Instant linkedAt) {

    /// The banks a card can be linked of.
    public enum Bank {
        ICBC,
        ABC,
        BOC,
        CCB,
        BOCOM,
        CMB,
        PSBC
    }

    /// The end of the number, for pages and messages.
    public String masked() {
        return "•••• " + number.substring(number.length() - 4);
    }

    /// The number is private.
    @Override
    public String toString() {
        return id.toString();
    }
}
