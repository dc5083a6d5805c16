package okpay.bills;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Pins;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.Attempt.Made;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.PayOrder;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import okpay.wallet.Shop;
import okpay.wallet.Shops;
import org.springframework.stereotype.Component;

/// Paying bills: the biller says whether the account is right and what is due, and each bill is
/// paid once, whoever in the family does it.
@Component
public class Bills {

    /// Whoever claimed a bill has begun to pay it by then, or never will.
    private static final Duration UNDERWAY = Duration.ofMinutes(5);

    private static final Duration A_DAY = Duration.ofDays(1);

    private final BillStore store;
    private final BillerDesk billers;
    private final Payments payments;
    private final Shops shops;
    private final Pins pins;
    private final BillSettings settings;
    private final Clock clock;

    Bills(
            BillStore store,
            BillerDesk billers,
            Payments payments,
            Shops shops,
            Pins pins,
            BillSettings settings,
            Clock clock) {
        this.store = store;
        this.billers = billers;
        this.payments = payments;
        this.shops = shops;
        this.pins = pins;
        this.settings = settings;
        this.clock = clock;
    }

    /// What a biller says about an account.
    public sealed interface Checked {
        /// The account is right, and is kept among the customer's.
        record Known(BillAccount account, Optional<Bill> due) implements Checked {}

        record NotKnown(Reason reason) implements Checked {}
    }

    /// Why not, the first that applies.
    public enum Reason {
        /// Not 6 to 20 digits.
        REFERENCE_WRONG,
        /// The biller has no such account.
        NO_SUCH_ACCOUNT,
        /// The biller does not answer.
        BILLER_SILENT,
        TOO_MANY_ACCOUNTS,
        /// Asked about many accounts today.
        TOO_MANY_TRIES,
        PIN_NOT_SET,
        PIN_WRONG,
        PIN_LOCKED
    }

    /// Asks a biller about an account, as a person types its number.
    public Checked check(Customer customer, Shop biller, String typed) {
        var reference = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", "");
        if (!reference.matches("[0-9]{6,20}")) {
            return new Checked.NotKnown(Reason.REFERENCE_WRONG);
        }
        var mine = store.accounts(customer.id());
        boolean isKept =
                mine.stream()
                        .anyMatch(it ->
                                it.biller().equals(biller.code())
                                        && it.reference().equals(reference));
        if (!isKept && mine.size() >= settings.mostAccounts()) {
            return new Checked.NotKnown(Reason.TOO_MANY_ACCOUNTS);
        }
        var now = clock.instant();
        if (!isKept && !store.mayAsk(customer.id(), now, now.minus(A_DAY), settings.asksADay())) {
            return new Checked.NotKnown(Reason.TOO_MANY_TRIES);
        }
        return switch (billers.ask(biller.code(), reference)) {
            case BillerDesk.Said.Silent _ -> new Checked.NotKnown(Reason.BILLER_SILENT);
            case BillerDesk.Said.Unknown _ -> new Checked.NotKnown(Reason.NO_SUCH_ACCOUNT);
            case BillerDesk.Said.NothingDue _ ->
                    known(customer, biller, reference, "", Optional.empty());
            case BillerDesk.Said.Due(var bill, var holder) ->
                    known(customer, biller, reference, holder, Optional.of(bill));
        };
    }

    private Checked known(
            Customer customer, Shop biller, String reference, String holder, Optional<Bill> due) {
        var account = store.add(customer.id(), biller.code(), reference, holder, clock.instant());
        // What is being paid just now is not offered again.
        return new Checked.Known(account, due.filter(bill -> !isTaken(store.claim(bill))));
    }

    public List<BillAccount> accounts(CustomerId customer) {
        return store.accounts(customer);
    }

    /// One of the customer's own; somebody else's does not exist.
    public Optional<BillAccount> find(CustomerId customer, BillAccountId id) {
        return store.account(id).filter(it -> it.customer().equals(customer));
    }

    public void remove(BillAccount account) {
        store.remove(account.id(), clock.instant());
    }

    public Shop biller(BillAccount account) {
        return shops.byCode(account.biller()).orElseThrow();
    }

    /// Says that what is due shall be paid by itself from now on, up to a sum; or not any more.
    ///
    /// @param most empty to end it, which needs no PIN
    public Optional<Reason> standing(
            Customer customer, BillAccount account, Optional<Money> most, String pin) {
        if (most.isPresent()) {
            switch (pins.check(customer, pin)) {
                case NOT_SET -> {
                    return Optional.of(Reason.PIN_NOT_SET);
                }
                case WRONG -> {
                    return Optional.of(Reason.PIN_WRONG);
                }
                case LOCKED -> {
                    return Optional.of(Reason.PIN_LOCKED);
                }
                case RIGHT -> {}
            }
        }
        store.standing(account.id(), most);
        return Optional.empty();
    }

    /// Pays a bill, once. Whoever comes second while it is being paid hears that it is paid.
    ///
    /// @param account the payer's
    /// @param amount as the payer has seen it; the biller may want another by now
    public Attempt pay(
            Customer payer, BillAccount account, Money amount, String key, Consent consent) {
        var first = payments.tried(payer.id(), key);
        if (first.isPresent()) {
            return new Made(first.get());
        }
        if (!(billers.ask(account.biller(), account.reference())
                        instanceof BillerDesk.Said.Due(var bill, var _))
                || !bill.amount().equals(amount)) {
            return new NotMade(Attempt.Reason.BILL_CHANGED);
        }
        var before = store.claim(bill);
        if (isTaken(before)) {
            return before.flatMap(it -> payments.find(it.payment(), payer.id()))
                    .<Attempt>map(Made::new)
                    .orElse(new NotMade(Attempt.Reason.PAID_ALREADY));
        }
        // Who claimed it and was never heard of again may still wake up: under the same number it
        // is
        // paid once.
        var id =
                before.map(BillStore.Claim::payment)
                        .filter(it -> payments.find(it).isEmpty())
                        .orElseGet(PaymentId::next);
        if (!store.claim(bill, before, id, clock.instant())) {
            return new NotMade(Attempt.Reason.PAID_ALREADY);
        }
        var order = new PayOrder(amount, account.reference(), key, consent.pin, consent.isStanding);
        var attempt = payments.pay(payer, biller(account).in(payer.language()), order, id);
        // The key was used before: then that payment speaks.
        if (!(attempt instanceof Made(var made)) || !made.id().equals(id)) {
            store.free(id);
        }
        return attempt;
    }

    /// How a payer agrees: with the PIN now, or before, when the standing order was given.
    public static final class Consent {

        private final String pin;
        private final boolean isStanding;

        private Consent(String pin, boolean isStanding) {
            this.pin = pin;
            this.isStanding = isStanding;
        }

        public static Consent now(String pin) {
            return new Consent(pin, false);
        }

        static Consent before() {
            return new Consent("", true);
        }
    }

    private boolean isTaken(Optional<BillStore.Claim> claim) {
        return claim.filter(it ->
                        payments.find(it.payment())
                                .map(Payment::state)
                                .map(state ->
                                        state != PaymentState.FAILED
                                                && state != PaymentState.REFUNDED)
                                .orElseGet(() -> it.at().plus(UNDERWAY).isAfter(clock.instant())))
                .isPresent();
    }
}
