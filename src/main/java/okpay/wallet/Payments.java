package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Refusal;
import okpay.money.Money;
import okpay.wallet.Attempt.Made;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.Attempt.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/// Paying a shop or a bill, sending to a person, and looking up how it went.
///
/// `clientKey` (1 to 100 characters, made on the payer's device) makes a try happen once: a second
/// try with the same key gives the first payment again, even when both come at the same moment.
@Component
public class Payments {

    private final PaymentStore store;
    private final Payers payers;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Settlements settlements;
    private final Rail rail;
    private final WalletSettings settings;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Payments(
            PaymentStore store,
            Payers payers,
            Wallets wallets,
            Ledger ledger,
            Settlements settlements,
            Rail rail,
            WalletSettings settings,
            TransactionTemplate transaction,
            ApplicationEventPublisher news,
            Clock clock) {
        this.store = store;
        this.payers = payers;
        this.wallets = wallets;
        this.ledger = ledger;
        this.settlements = settlements;
        this.rail = rail;
        this.settings = settings;
        this.transaction = transaction;
        this.news = news;
        this.clock = clock;
    }

    /// Which payments to list.
    ///
    /// @param text part of the payee's name or of the note; blank for all
    /// @param before the last one of the page before
    public record Filter(String text, Optional<PaymentState> state, Optional<PaymentId> before) {
        public static final Filter ALL = new Filter("", Optional.empty(), Optional.empty());
    }

    /// One step in the life of a payment.
    public record Step(PaymentState state, String why, Instant at) {}

    /// Pays a shop or a bill: sets the money aside, asks the bank, and takes or frees it as the
    /// bank says. Waits for the bank as long as the settings allow, never longer.
    public Attempt pay(CustomerId customer, Shop shop, Money amount, String clientKey) {
        var now = clock.instant();
        var payment =
                fresh(
                        customer,
                        shop.kind(),
                        amount,
                        Optional.empty(),
                        shop.code(),
                        shop.name(),
                        "");
        var validUntil = now.plus(settings.payWithin());
        var attempt = begin(payment, clientKey, validUntil);
        if (attempt instanceof Made(var made) && made.id().equals(payment.id())) {
            var answer = rail.pay(made.id().toString(), shop.code(), amount, validUntil);
            return new Made(settlements.settle(made.id(), answer, true));
        }
        return attempt;
    }

    /// Sends to another customer; it arrives at once.
    ///
    /// @param note up to 200 characters the payee will read
    public Attempt send(
            CustomerId customer, Customer payee, Money amount, String note, String clientKey) {
        if (payee.id().equals(customer)) {
            return new NotMade(Reason.TO_ONESELF);
        }
        var payment =
                fresh(
                        customer,
                        PaymentKind.SEND,
                        amount,
                        Optional.of(payee.id()),
                        "",
                        payee.maskedName(),
                        note.replace("\0", ""));
        return begin(payment, clientKey, null);
    }

    /// One of the customer's own payments, made or received; somebody else's does not exist.
    public Optional<Payment> find(PaymentId id, CustomerId customer) {
        return store.find(id)
                .filter(payment ->
                        payment.customer().equals(customer)
                                || payment.payee().filter(customer::equals).isPresent());
    }

    /// Any payment; for the desk.
    public Optional<Payment> find(PaymentId id) {
        return store.find(id);
    }

    /// A customer's payments, newest first, at most 100 at once.
    public List<Payment> list(CustomerId customer, Filter filter, int most) {
        return store.list(customer, filter, Math.min(most, 100));
    }

    public List<Step> steps(PaymentId id) {
        return store.steps(id);
    }

    /// Payments of the same amount to the same payee within `span` before or after.
    public List<Payment> like(Payment payment, Duration span) {
        return store.like(payment, payment.at().minus(span), payment.at().plus(span));
    }

    /// Asks the bank how a payment stands, and changes nothing.
    public Rail.Answer askBank(Payment payment) {
        return rail.ask(payment.id().toString());
    }

    private Attempt begin(Payment payment, String clientKey, @Nullable Instant validUntil) {
        return transaction.execute(status -> begin(payment, clientKey, validUntil, status));
    }

    /// One customer's payments begin one after the other, so that two at once cannot both fit under
    /// a limit. What is refused is undone to here, and the refusal remembered under the key.
    private Attempt begin(
            Payment payment,
            String clientKey,
            @Nullable Instant validUntil,
            TransactionStatus status) {
        payers.lock(payment.customer());
        var earlier = payers.refusalOf(payment.customer(), clientKey);
        if (earlier.isPresent()) {
            return new NotMade(earlier.get());
        }
        var before = status.createSavepoint();
        if (!store.insert(payment, clientKey, validUntil)) {
            return sameAgain(payment, clientKey);
        }
        var refusal = limits(payment).or(() -> book(payment));
        if (refusal.isPresent()) {
            status.rollbackToSavepoint(before);
            payers.rememberRefusal(payment.customer(), clientKey, refusal.get(), payment.at());
            return new NotMade(refusal.get());
        }
        store.step(payment.id(), payment.state(), "PAID_BY_CUSTOMER", payment.at());
        if (payment.state() == PaymentState.SUCCEEDED) {
            store.step(payment.id(), payment.state(), "ARRIVED_AT_PAYEE", payment.at());
        }
        news.publishEvent(new PaymentMoved(payment.id(), payment.state(), payment.state()));
        return new Made(store.find(payment.id()).orElseThrow());
    }

    private Attempt sameAgain(Payment asked, String clientKey) {
        var first = store.byClientKey(asked.customer(), clientKey).orElseThrow();
        boolean same =
                first.amount().equals(asked.amount())
                        && first.kind() == asked.kind()
                        && first.payee().equals(asked.payee())
                        && first.payeeRef().equals(asked.payeeRef());
        return same ? new Made(first) : new NotMade(Reason.KEY_REUSED);
    }

    private Optional<Reason> limits(Payment payment) {
        var currency = payment.amount().currency();
        if (payment.amount().exceeds(settings.onceIn(currency))) {
            return Optional.of(Reason.OVER_LIMIT_ONCE);
        }
        // The payment itself is written already and counts.
        var today =
                payers.paidSince(
                        payment.customer(), currency, clock.instant().minus(Duration.ofDays(1)));
        return today.exceeds(settings.dayIn(currency))
                ? Optional.of(Reason.OVER_LIMIT_A_DAY)
                : Optional.empty();
    }

    private Optional<Reason> book(Payment payment) {
        var from = wallets.open(payment.customer(), payment.amount().currency()).id();
        var instruction =
                payment.kind().goesByRail()
                        ? new Instruction.Authorise(
                                from,
                                payment.amount(),
                                payment.about(),
                                payment.at().plus(settings.holdFor()))
                        : new Instruction.Move(
                                from,
                                wallets.open(
                                                payment.payee().orElseThrow(),
                                                payment.amount().currency())
                                        .id(),
                                payment.amount(),
                                Purpose.SEND,
                                payment.about(),
                                payment.at());
        return switch (ledger.book(Order.of(payment.about() + ":pay", instruction))) {
            case Outcome.Booked booked -> {
                if (payment.kind().goesByRail()) {
                    store.setHold(payment.id(), booked.hold());
                }
                yield Optional.empty();
            }
            case Outcome.Refused(var refusal) -> Optional.of(inOurWords(refusal));
        };
    }

    private static Reason inOurWords(Refusal refusal) {
        return switch (refusal) {
            case SHORT_OF_FUNDS -> Reason.SHORT_OF_FUNDS;
            case FROZEN -> Reason.FROZEN;
            case SAME_ACCOUNT -> Reason.TO_ONESELF;
            case KEY_REUSED -> Reason.KEY_REUSED;
            case NOT_FOUND,
                    AMOUNT_NOT_POSITIVE,
                    OTHER_CURRENCY,
                    TOO_LARGE,
                    HOLD_ENDED,
                    MORE_THAN_HELD,
                    NEEDS_SECOND_PERSON,
                    SAME_PERSON,
                    ALREADY_DECIDED ->
                    throw new IllegalStateException("The books refused a payment: " + refusal);
        };
    }

    private Payment fresh(
            CustomerId customer,
            PaymentKind kind,
            Money amount,
            Optional<CustomerId> payee,
            String payeeRef,
            String payeeName,
            String note) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("Nobody pays " + amount);
        }
        var now = clock.instant();
        return new Payment(
                PaymentId.next(),
                kind,
                customer,
                payee,
                payeeRef,
                payeeName,
                amount,
                note,
                kind.goesByRail() ? PaymentState.HELD : PaymentState.SUCCEEDED,
                Optional.empty(),
                "",
                0,
                false,
                now,
                now);
    }
}
