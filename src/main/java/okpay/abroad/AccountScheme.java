package okpay.abroad;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How an account is named in a country: its number, and what names its bank. The codes of clearing
/// systems are those of ISO 20022 (ExternalClearingSystemIdentification1Code).
public enum AccountScheme {
    /// The IBAN says everything; a BIC may be given.
    IBAN(null, null, null),
    /// Routing number with a check digit (ABA), account of 4 to 17 digits.
    US("USABA", "[0-9]{9}", "[0-9]{4,17}"),
    /// Bank (4 digits) and branch (3), account of 7 digits (Zengin).
    JP("JPZGN", "[0-9]{7}", "[0-9]{7}"),
    /// Bank-State-Branch number, account of 5 to 9 digits.
    AU("AUBSB", "[0-9]{6}", "[0-9]{5,9}"),
    /// Bank code, account of 6 to 12 digits with the branch in front.
    HK("HKNCC", "[0-9]{3}", "[0-9]{6,12}"),
    /// A BIC, and a number of 7 to 14 digits.
    BIC(null, null, "[0-9]{7,14}");

    private final @Nullable String clearingSystem;
    private final @Nullable Pattern bank;
    private final @Nullable Pattern account;

    AccountScheme(
            @Nullable String clearingSystem, @Nullable String bank, @Nullable String account) {
        this.clearingSystem = clearingSystem;
        this.bank = bank == null ? null : Pattern.compile(bank);
        this.account = account == null ? null : Pattern.compile(account);
    }

    /// The code of the clearing system whose number names the bank; null where a BIC does.
    @Nullable String clearingSystem() {
        return clearingSystem;
    }

    boolean needsBank() {
        return this != IBAN;
    }

    boolean hasBank(String code) {
        return bank != null && bank.matcher(code).matches();
    }

    boolean hasAccount(String number) {
        return account != null && account.matcher(number).matches();
    }
}
