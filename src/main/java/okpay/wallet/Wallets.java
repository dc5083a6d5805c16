package okpay.wallet;

import java.time.Clock;
import java.util.Currency;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.ledger.Account;
import okpay.ledger.AccountId;
import okpay.ledger.Accounts;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Whose money is where: the accounts that customers, the bank and OKPay itself have in the books.
@Component
public class Wallets {

    static final String BANK = "bank:sandbank";
    static final String CLEARING = "okpay:clearing";
    static final String ADVANCES = "okpay:advances";
    static final String LOSSES = "okpay:losses";

    private final Accounts accounts;
    private final Ledger ledger;
    private final Clock clock;

    Wallets(Accounts accounts, Ledger ledger, Clock clock) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Opens a customer's wallet in a currency, or finds it.
    public Account open(CustomerId customer, Currency currency) {
        return accounts.open(owner(customer), currency, 0);
    }

    public Optional<Account> of(CustomerId customer, Currency currency) {
        return accounts.of(owner(customer), currency);
    }

    /// Puts money in from the bank.
    ///
    /// @param key makes it happen once
    @Transactional
    public Outcome topUp(CustomerId customer, Money amount, String key) {
        return ledger.book(
                Order.of(
                        "top-up:" + key,
                        new Move(
                                bank(amount.currency()),
                                open(customer, amount.currency()).id(),
                                amount,
                                Purpose.TOP_UP,
                                "top-up:" + key,
                                clock.instant())));
    }

    /// What the bank keeps for us; it stands below zero by as much as it holds.
    AccountId bank(Currency currency) {
        return accounts.open(BANK, currency, Account.NO_FLOOR).id();
    }

    /// What we set aside for the bank when a customer has the money back already.
    AccountId clearing(Currency currency) {
        return accounts.open(CLEARING, currency, 0).id();
    }

    /// What OKPay gave customers out of its own pocket, ahead of a bank or a shop.
    AccountId advances(Currency currency) {
        return accounts.open(ADVANCES, currency, Account.NO_FLOOR).id();
    }

    AccountId losses(Currency currency) {
        return accounts.open(LOSSES, currency, Account.NO_FLOOR).id();
    }

    private static String owner(CustomerId customer) {
        return "customer:" + customer;
    }
}
