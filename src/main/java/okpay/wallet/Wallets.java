package okpay.wallet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Tier;
import okpay.ledger.Account;
import okpay.ledger.AccountId;
import okpay.ledger.Accounts;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Stop;
import okpay.money.Money;
import okpay.sandbank.Sandbank;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whose money is where: the accounts that customers, the bank and OKPay itself have in the books.
@Component
public class Wallets {

    static final String BANK = "bank:sandbank";

    /// Where OKPay is at home.
    public static final Currency HOME = Currency.getInstance("CNY");

    static final String CLEARING = "okpay:clearing";
    static final String ADVANCES = "okpay:advances";
    static final String PROVISION = "okpay:provision";
    static final String LOSSES = "okpay:losses";

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Accounts accounts;
    private final Ledger ledger;
    private final WalletSettings settings;
    private final Sandbank sandbank;
    private final Clock clock;

    /// An account keeps its name for ever.
    private final Cache<String, AccountId> known =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Wallets(
            JdbcClient jdbc,
            Customers customers,
            Accounts accounts,
            Ledger ledger,
            WalletSettings settings,
            Sandbank sandbank,
            Clock clock) {
        this.sandbank = sandbank;
        this.customers = customers;
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /// Opens a customer's wallet in a currency, or finds it.
    public Account open(CustomerId customer, Currency currency) {
        return of(customer, currency).orElseGet(() -> openNew(customer, currency));
    }

    /// A wallet that is opened while its owner must be careful is careful too. Looked up after
    /// opening: whoever begins the care looks for wallets after saying so ([Cautions]).
    private Account openNew(CustomerId customer, Currency currency) {
        var account = accounts.open(owner(customer), currency, 0, aDay(customer));
        closeAs(customer, account.id());
        cautiousUntil(customer)
                .ifPresent(until -> limit(account.id(), until, "set", settings.cautiousADay()));
        return of(customer, currency).orElseThrow();
    }

    /// What this customer may pay a day, minor units. History may come before its people do.
    long aDay(CustomerId customer) {
        var tier = customers.find(customer).map(Customer::tier).orElse(Tier.THREE);
        return settings.limitsOf(tier).aDay();
    }

    /// A wallet in another currency, opened while its owner's are closed, is closed as well.
    private void closeAs(CustomerId customer, AccountId account) {
        boolean isClosed =
                jdbc.sql(
                                """
                                select exists (select 1 from wallet.freeze
                                    where customer = :customer and lifted_at is null)
                                """)
                        .param("customer", customer.uuid())
                        .query(Boolean.class)
                        .single();
        if (!isClosed) {
            return;
        }
        var close = new Instruction.Close(account, Stop.DEBITS);
        if (ledger.book(Order.of("freeze:" + customer, account.toString(), close))
                instanceof Outcome.Refused(var reason)) {
            throw new IllegalStateException("The books did not close: " + reason);
        }
    }

    boolean isCautious(CustomerId customer) {
        return cautiousUntil(customer).isPresent();
    }

    private Optional<Instant> cautiousUntil(CustomerId customer) {
        return jdbc.sql(
                        """
                        select until from wallet.caution
                        where customer = :customer and lifted_at is null and until > :now
                        """)
                .param("customer", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /// The most one payment of anybody may be.
    public Money mostAtOnce(Currency currency) {
        return settings.limitsOf(Tier.THREE).onceIn(currency);
    }

    /// The most this customer may pay at once.
    public Money mostAtOnce(Customer payer, Currency currency) {
        return settings.limitsOf(payer.tier()).onceIn(currency);
    }

    /// What may leave a day, for a care that ends then; once for each step.
    void limit(AccountId account, Instant until, String step, long aDay) {
        var about = "caution:%s:%d".formatted(account, until.getEpochSecond());
        var order = Order.of(about, step, new Instruction.Limit(account, aDay));
        if (ledger.book(order) instanceof Outcome.Refused(var reason)) {
            throw new IllegalStateException("The books set no limit: " + reason);
        }
    }

    public Optional<Account> of(CustomerId customer, Currency currency) {
        return accounts.of(owner(customer), currency);
    }

    /// What may leave a day, for a day after the password was reset.
    public Money dayWhileCautious(Currency currency) {
        return new Money(settings.cautiousADay(), currency);
    }

    /// All accounts of a customer.
    List<Account> of(CustomerId customer) {
        return accounts.of(owner(customer));
    }

    /// Puts money in from the bank.
    ///
    /// @param key makes it happen once
    public Outcome topUp(CustomerId customer, Money amount, String key) {
        // A bank's reference has at most 35 letters.
        var reference = key.length() > 35 ? key.replace("-", "") : key;
        var outcome =
                ledger.book(
                        Order.of(
                                "top-up:" + reference,
                                "book",
                                new Move(
                                        bank(amount.currency()),
                                        account(customer, amount.currency()),
                                        amount,
                                        Purpose.TOP_UP,
                                        clock.instant())));
        if (settings.bankUrl() == null && outcome instanceof Outcome.Booked) {
            sandbank.receive(reference, amount.minor(), amount.currency().getCurrencyCode());
        }
        return outcome;
    }

    public AccountId account(CustomerId customer, Currency currency) {
        return known.get(owner(customer) + ' ' + currency, _ -> open(customer, currency).id());
    }

    /// What a shop took and has not taken out; it never stands below zero.
    ///
    /// @param code of the shop
    public AccountId till(String code, Currency currency) {
        return ours("shop:" + code, currency, 0);
    }

    /// What OKPay lends to customers while their disputes are looked at.
    AccountId provision(Currency currency) {
        return ours(PROVISION, currency, Account.NO_FLOOR);
    }

    /// What the bank keeps for us; it stands below zero by as much as it holds.
    public AccountId bank(Currency currency) {
        return ours(BANK, currency, Account.NO_FLOOR);
    }

    /// What we set aside for the bank when a customer has the money back already.
    AccountId clearing(Currency currency) {
        return ours(CLEARING, currency, 0);
    }

    /// What OKPay gave customers out of its own pocket, ahead of a bank or a shop.
    AccountId advances(Currency currency) {
        return ours(ADVANCES, currency, Account.NO_FLOOR);
    }

    public AccountId losses(Currency currency) {
        return ours(LOSSES, currency, Account.NO_FLOOR);
    }

    /// An account of OKPay's own, for a room that builds on this one; it may stand below zero.
    public AccountId ours(String owner, Currency currency) {
        return ours(owner, currency, Account.NO_FLOOR);
    }

    private AccountId ours(String owner, Currency currency, long floor) {
        return known.get(owner + ' ' + currency, _ -> accounts.open(owner, currency, floor).id());
    }

    private static String owner(CustomerId customer) {
        return "customer:" + customer;
    }
}
