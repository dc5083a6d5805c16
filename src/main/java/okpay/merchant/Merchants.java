package okpay.merchant;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.database.Turns;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Pins;
import okpay.identity.Tier;
import okpay.ledger.Accounts;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Refusal;
import okpay.ledger.Statements;
import okpay.money.Money;
import okpay.qr.PaymentCodes;
import okpay.wallet.Contests;
import okpay.wallet.Freezes;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import okpay.wallet.Refunds;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import okpay.wallet.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Customers who take money as a shop. What a shop takes stands in an account of its own; its owner
/// gives back out of it, and takes the rest to the own wallet.
@Component
public class Merchants {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,60}");
    private static final int NAME = 40;

    private final JdbcClient jdbc;
    private final Shops shops;
    private final Payments payments;
    private final Refunds refunds;
    private final Wallets wallets;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Statements statements;
    private final Freezes freezes;
    private final Contests contests;
    private final Pins pins;
    private final MerchantSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    Merchants(
            JdbcClient jdbc,
            Shops shops,
            Payments payments,
            Refunds refunds,
            Wallets wallets,
            Accounts accounts,
            Ledger ledger,
            Statements statements,
            Freezes freezes,
            Contests contests,
            Pins pins,
            MerchantSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.shops = shops;
        this.payments = payments;
        this.refunds = refunds;
        this.wallets = wallets;
        this.accounts = accounts;
        this.ledger = ledger;
        this.statements = statements;
        this.freezes = freezes;
        this.contests = contests;
        this.pins = pins;
        this.settings = settings;
        this.clock = clock;
    }

    /// What came of opening a shop.
    public sealed interface Opening permits Opened, NotOpened {}

    public record Opened(Shop shop) implements Opening {}

    public record NotOpened(Reason reason) implements Opening {}

    /// Why something was not done for a shop, the first that applies.
    public enum Reason {
        NAME_MISSING,
        /// Whoever takes money as a shop is known to us: tier two or three.
        NOT_VERIFIED,
        TOO_MANY_SHOPS,
        PIN_NOT_SET,
        PIN_WRONG,
        PIN_LOCKED,
        /// More than is left of the payment.
        MORE_THAN_TAKEN,
        /// More than the shop has with us.
        SHORT_OF_TAKINGS,
        /// No customer shows this code now.
        NOBODY_SHOWS_THIS,
        /// The owner's wallet is closed.
        FROZEN,
        /// The key of this try was used for something else.
        KEY_REUSED
    }

    /// Opens a shop.
    ///
    /// @param name in Chinese, or as it stands over the door; 1 to 40 characters
    /// @param nameEn for readers of English; the same when blank
    @Transactional
    public Opening open(Customer owner, String name, String nameEn, Trade trade) {
        if (owner.tier() == Tier.ONE) {
            return new NotOpened(Reason.NOT_VERIFIED);
        }
        if (name.isBlank()
                || (name + nameEn).contains("\0")
                || name.length() > NAME
                || nameEn.length() > NAME) {
            return new NotOpened(Reason.NAME_MISSING);
        }
        Turns.take(jdbc, "shops of " + owner.id());
        if (shops.of(owner.id()).size() >= settings.mostShops()) {
            return new NotOpened(Reason.TOO_MANY_SHOPS);
        }
        var shop =
                new Shop(
                        ShopId.next(),
                        name.strip(),
                        nameEn.isBlank() ? name.strip() : nameEn.strip(),
                        PaymentKind.MERCHANT,
                        trade.category(),
                        freshCode(),
                        Optional.of(owner.id()));
        shops.open(shop);
        return new Opened(shop);
    }

    private String freshCode() {
        return Stream.generate(() -> "M%08d".formatted(chance.nextInt(100_000_000)))
                .dropWhile(code -> shops.byCode(code).isPresent())
                .findFirst()
                .orElseThrow();
    }

    public List<Shop> of(CustomerId owner) {
        return shops.of(owner);
    }

    /// One of the customer's own shops; somebody else's does not exist.
    public Optional<Shop> find(CustomerId owner, ShopId id) {
        return shops.find(id).filter(shop -> shop.owner().filter(owner::equals).isPresent());
    }

    /// What the shop has with us.
    public Money takings(Shop shop) {
        return accounts.find(wallets.till(shop.code(), Wallets.HOME)).orElseThrow().available();
    }

    /// The text of the code on the counter.
    public String code(Shop shop) {
        return PaymentCodes.ofShop(seller(shop));
    }

    static PaymentCodes.Seller seller(Shop shop) {
        return new PaymentCodes.Seller(
                shop.code(), shop.name(), shop.nameEn(), Trade.mccOf(shop.category()));
    }

    /// One payment the shop took; another shop's does not exist.
    public Optional<Payment> payment(Shop shop, PaymentId id) {
        return payments.find(id)
                .filter(it -> it.kind() == PaymentKind.MERCHANT)
                .filter(it -> it.payeeRef().equals(shop.code()));
    }

    /// Gives a payer money back, all or a part, never more than is left of the payment.
    ///
    /// @param payment one of [#payment]
    /// @param key 1 to 60 letters, digits and dashes: makes it happen once
    /// @return why not, or nothing when it is done
    public Optional<Reason> refund(
            Customer owner, Payment payment, Money amount, String key, String pin) {
        checked(key);
        return locked(owner, pin)
                .or(() ->
                        inTurn(
                                payment.payeeRef(),
                                () -> {
                                    if (!amount.exceeds(payment.remaining())
                                            && contests.keep(payment.payeeRef(), amount)
                                            && !statements.isBooked(
                                                    payment.about(), "merchant-refund-" + key)) {
                                        return Optional.of(Reason.SHORT_OF_TAKINGS);
                                    }
                                    return switch (refunds.byMerchant(payment.id(), amount, key)) {
                                        case Refunds.Back.Given _ -> Optional.empty();
                                        case Refunds.Back.Refused(var why) ->
                                                Optional.of(reason(why));
                                    };
                                }));
    }

    /// One at a time leaves a till.
    private Optional<Reason> inTurn(String shop, Supplier<Optional<Reason>> what) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    Turns.take(jdbc, "till " + shop);
                    return what.get();
                }));
    }

    /// Takes takings to the owner's wallet; the key is as for [#refund].
    public Optional<Reason> takeOut(
            Customer owner, Shop shop, Money amount, String key, String pin) {
        checked(key);
        return locked(owner, pin)
                .or(() ->
                        inTurn(
                                shop.code(),
                                () -> {
                                    if (contests.keep(shop.code(), amount)
                                            && !statements.isBooked("shop:" + shop.id(), key)) {
                                        return Optional.of(Reason.SHORT_OF_TAKINGS);
                                    }
                                    var move =
                                            new Instruction.Move(
                                                    wallets.till(shop.code(), amount.currency()),
                                                    wallets.account(owner.id(), amount.currency()),
                                                    amount,
                                                    Purpose.TAKINGS,
                                                    clock.instant());
                                    return switch (ledger.book(
                                            Order.of("shop:" + shop.id(), key, move))) {
                                        case Outcome.Booked _ -> Optional.empty();
                                        case Outcome.Refused(var why) -> Optional.of(reason(why));
                                    };
                                }));
    }

    private static void checked(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("A key is 1 to 60 letters, digits and dashes");
        }
    }

    /// Whether the owner may let money of a shop go: with the PIN, from a wallet that is open.
    public Optional<Reason> locked(Customer owner, String pin) {
        if (!freezes.of(owner.id()).isEmpty()) {
            return Optional.of(Reason.FROZEN);
        }
        return switch (pins.check(owner, pin)) {
            case NOT_SET -> Optional.of(Reason.PIN_NOT_SET);
            case WRONG -> Optional.of(Reason.PIN_WRONG);
            case LOCKED -> Optional.of(Reason.PIN_LOCKED);
            case RIGHT -> Optional.empty();
        };
    }

    private static Reason reason(Refusal refusal) {
        return switch (refusal) {
            case SHORT_OF_FUNDS -> Reason.SHORT_OF_TAKINGS;
            case MORE_THAN_TAKEN, AMOUNT_NOT_POSITIVE, NOT_FOUND -> Reason.MORE_THAN_TAKEN;
            case FROZEN -> Reason.FROZEN;
            case KEY_REUSED -> Reason.KEY_REUSED;
            case OVER_LIMIT_A_DAY,
                    SAME_ACCOUNT,
                    CHAIN_TOO_LONG,
                    OTHER_CURRENCY,
                    FEE_ABOVE_AMOUNT,
                    HOLD_ENDED,
                    MORE_THAN_HELD,
                    NOT_THE_PAYER,
                    TOO_LARGE,
                    NEEDS_SECOND_PERSON,
                    SAME_PERSON,
                    ALREADY_DECIDED ->
                    throw new IllegalStateException("The books refused a shop: " + refusal);
        };
    }
}
