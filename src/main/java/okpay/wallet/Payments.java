package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.wallet.Attempt.Made;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.Attempt.Reason;
import okpay.wallet.Tries.Earlier;
import okpay.wallet.Tries.Try;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Paying a shop or a bill, sending to a person, and looking up how it went.
///
/// The key of an order makes it happen once: a second try with the same key gives the first payment
/// again, even when both come at the same moment, and needs no PIN for that.
@Component
public class Payments {

    private static final Logger log = LoggerFactory.getLogger(Payments.class);

    private final PaymentStore store;
    private final Tries tries;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Settlements settlements;
    private final Gate gate;
    private final Rails rails;
    private final WalletSettings settings;
    private final Entries entries;
    private final Clock clock;
    private final Map<Try, CompletableFuture<Void>> underway = new ConcurrentHashMap<>();

    Payments(
            PaymentStore store,
            Tries tries,
            Wallets wallets,
            Ledger ledger,
            Settlements settlements,
            Gate gate,
            Rails rails,
            WalletSettings settings,
            Entries entries,
            Clock clock) {
        this.store = store;
        this.tries = tries;
        this.wallets = wallets;
        this.ledger = ledger;
        this.settlements = settlements;
        this.gate = gate;
        this.rails = rails;
        this.settings = settings;
        this.entries = entries;
        this.clock = clock;
    }

    /// Which payments to list.
    ///
    /// @param text part of the payee's name or of the note; blank for all
    /// @param before the last one of the page before
    public record Filter(String text, Optional<PaymentState> state, Optional<PaymentId> before) {
        public static final Filter ALL = new Filter("", Optional.empty(), Optional.empty());
    }

    /// Some of them.
    ///
    /// @param next where to go on, as `before`; empty when there are no more. While something is
    ///   searched for there may be more though nothing was found
    public record Found(List<Payment> payments, Optional<PaymentId> next) {}

    /// One step in the life of a payment.
    public record Step(PaymentState state, String why, Instant at) {}

    /// Pays a shop or a bill: sets the money aside, asks the bank, and takes or frees it as the
    /// bank says. Waits for the bank as long as the settings allow, never longer.
    public Attempt pay(Customer payer, Shop shop, PayOrder order) {
        return pay(payer, shop, order, PaymentId.next());
    }

    /// The same, under a number that was given out before: it is paid once, whoever pays it.
    public Attempt pay(Customer payer, Shop shop, PayOrder order, PaymentId id) {
        if (shop.owner().filter(payer.id()::equals).isPresent()) {
            return new NotMade(Reason.TO_ONESELF);
        }
        return carry(payer, new Errand(id, shop.kind(), shop.code(), shop.name()), order);
    }

    /// Where money goes by a rail.
    ///
    /// @param id of the payment to be: what belongs to it may be written before
    /// @param payeeRef the payee's name or account at the bank
    public record Errand(PaymentId id, PaymentKind kind, String payeeRef, String payeeName) {}

    /// Pays by the rail of the errand's kind, like [#pay].
    public Attempt carry(Customer payer, Errand errand, PayOrder order) {
        var payment = Payment.begun(payer.id(), errand, Optional.empty(), order, clock.instant());
        var validUntil = clock.instant().plus(settings.payWithin());
        var attempt = begin(payer, payment, order, validUntil);
        if (errand.kind().goesByRail()
                && attempt instanceof Made(var made)
                && isThisTry(made, payment)) {
            var answer = rails.of(errand.kind()).pay(made, validUntil);
            return new Made(settled(made, answer));
        }
        return attempt;
    }

    /// An errand may have been run before, under the same number: it is let go once.
    private static boolean isThisTry(Payment made, Payment payment) {
        return made.id().equals(payment.id())
                && made.at().equals(payment.at())
                && made.payeeRef().equals(payment.payeeRef());
    }

    /// A rail says by itself how a payment stands.
    public void hear(PaymentId id, Rail.Answer answer) {
        settlements.settle(id, answer, false);
    }

    /// What cannot be settled now is settled by the janitor; the money is set aside until then.
    private Payment settled(Payment made, Rail.Answer answer) {
        try {
            return settlements.settle(made.id(), answer, true);
        } catch (RuntimeException e) {
            log.error("{} could not be settled; the janitor tries again", made.id(), e);
            return store.find(made.id()).orElse(made);
        }
    }

    /// Sends to another customer; it arrives at once.
    public Attempt send(Customer payer, Customer payee, PayOrder order) {
        if (payee.id().equals(payer.id())) {
            return new NotMade(Reason.TO_ONESELF);
        }
        var errand = new Errand(PaymentId.next(), PaymentKind.SEND, "", payee.maskedName());
        var payment =
                Payment.begun(payer.id(), errand, Optional.of(payee.id()), order, clock.instant());
        return begin(payer, payment, order, null);
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
    public Found list(CustomerId customer, Filter filter, int most) {
        return store.list(customer, filter, Math.min(most, 100));
    }

    /// What a shop with its money here took, newest first, at most 100 at once.
    public Found takenBy(Shop shop, Optional<PaymentId> before, int most) {
        return store.takenBy(shop.code(), before, Math.min(most, 100));
    }

    /// Those of them there are, at most 1,000 at once.
    public List<Payment> findAll(Collection<PaymentId> ids) {
        return store.findAll(ids);
    }

    public List<Step> steps(PaymentId id) {
        return store.steps(id);
    }

    /// Payments of the same amount to the same payee within `span` before or after.
    public List<Payment> like(Payment payment, Duration span) {
        return store.like(payment, payment.at().minus(span), payment.at().plus(span));
    }

    /// Asks the bank how a payment stands, and changes nothing. A slow rail is not asked: it has
    /// told, or will be asked soon, and what it said last is the answer.
    public Rail.Answer askBank(Payment payment) {
        if (payment.kind().isSlow()) {
            var isWorking = payment.bankSaid().equals(Rail.Why.PENDING.name());
            return new Rail.Answer.Unclear(isWorking ? Rail.Why.PENDING : Rail.Why.TIMEOUT);
        }
        return rails.of(payment.kind()).ask(payment.id().toString());
    }

    /// Of two tries with one key at the same moment, the second waits for the first.
    private Attempt begin(
            Customer payer, Payment payment, PayOrder order, @Nullable Instant validUntil) {
        var me = new Try(payer.id(), order.key());
        var mine = new CompletableFuture<Void>();
        for (var first = underway.putIfAbsent(me, mine);
                first != null;
                first = underway.putIfAbsent(me, mine)) {
            first.join();
        }
        try {
            return earlier(payment, me)
                    .or(() -> gate.refuses(payer, payment, order.pin()).map(NotMade::new))
                    .orElseGet(() -> book(payer, payment, me, validUntil));
        } finally {
            underway.remove(me);
            mine.complete(null);
        }
    }

    private Optional<Attempt> earlier(Payment payment, Try me) {
        return tries.find(me)
                .map(it ->
                        it.payment()
                                .map(first -> sameAgain(payment, first))
                                .orElseGet(() -> new NotMade(it.refusal().orElseThrow())));
    }

    private Attempt book(Customer payer, Payment payment, Try me, @Nullable Instant validUntil) {
        var why =
                payment.state() == PaymentState.SUCCEEDED
                        ? List.of("PAID_BY_CUSTOMER", "ARRIVED_AT_PAYEE")
                        : List.of("PAID_BY_CUSTOMER");
        var begun =
                new Entries.Begun(
                        payment,
                        me.clientKey(),
                        validUntil,
                        why,
                        Spending.count(payment, settings.limitsOf(payer.tier())));
        try {
            if (payment.kind().isIncoming()) {
                entries.begin(begun);
                return new Made(payment);
            }
            return switch (ledger.book(order(payment), begun, entries)) {
                case Outcome.Booked booked when payment.kind().isSlow() ->
                        mineOrFirst(payment.holding(booked.hold()));
                case Outcome.Booked _ when payment.kind() == PaymentKind.MERCHANT ->
                        mineOrFirst(payment);
                case Outcome.Booked booked when payment.kind().goesByRail() ->
                        new Made(payment.holding(booked.hold()));
                case Outcome.Booked _ -> new Made(payment);
                case Outcome.Refused(var refusal) ->
                        firstTry(payment, me).orElseGet(() -> new NotMade(Gate.reason(refusal)));
            };
        } catch (Entries.Overtaken _) {
            return earlier(payment, me).orElseThrow();
        } catch (Spending.OverTier _) {
            return new NotMade(Reason.OVER_LIMIT_OF_TIER);
        }
    }

    /// Two tries at once that share a number, on two nodes: the books answer both, and the payment
    /// is the one that was written.
    private Attempt mineOrFirst(Payment payment) {
        var written = store.find(payment.id()).orElseThrow();
        return isThisTry(written, payment) ? new Made(payment) : sameAgain(payment, written);
    }

    /// What is refused may be a second try whose first one has just succeeded.
    private Optional<Attempt> firstTry(Payment payment, Try me) {
        return tries.find(me).flatMap(Earlier::payment).map(first -> sameAgain(payment, first));
    }

    private Order order(Payment payment) {
        var from = wallets.account(payment.customer(), payment.amount().currency());
        var instruction =
                payment.kind().goesByRail()
                        ? new Instruction.Authorise(
                                from,
                                payment.amount(),
                                payment.at().plus(settings.holdFor(payment.kind())))
                        : new Instruction.Move(
                                from,
                                receiver(payment),
                                payment.amount(),
                                payment.kind() == PaymentKind.SEND ? Purpose.SEND : Purpose.PAY,
                                payment.at());
        return Order.of(payment.about(), "pay", instruction);
    }

    /// Who has the money at once, inside our books.
    private AccountId receiver(Payment payment) {
        var currency = payment.amount().currency();
        return payment.payee()
                .map(payee -> wallets.account(payee, currency))
                .orElseGet(() -> wallets.till(payment.payeeRef(), currency));
    }

    private static Attempt sameAgain(Payment asked, Payment first) {
        boolean same =
                first.amount().equals(asked.amount())
                        && first.kind() == asked.kind()
                        && first.payee().equals(asked.payee())
                        && first.payeeRef().equals(asked.payeeRef());
        return same ? new Made(first) : new NotMade(Reason.KEY_REUSED);
    }
}
