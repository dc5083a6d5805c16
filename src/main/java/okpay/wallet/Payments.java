package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.wallet.Attempt.Made;
import okpay.wallet.Attempt.NotMade;
import okpay.wallet.Attempt.Reason;
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
    private final Checkout checkout;
    private final Settlements settlements;
    private final Rails rails;
    private final WalletSettings settings;
    private final Clock clock;

    Payments(
            PaymentStore store,
            Checkout checkout,
            Settlements settlements,
            Rails rails,
            WalletSettings settings,
            Clock clock) {
        this.store = store;
        this.checkout = checkout;
        this.settlements = settlements;
        this.rails = rails;
        this.settings = settings;
        this.clock = clock;
    }

    /// Which payments to list.
    ///
    /// @param text part of the payee's name or of the note, or the amount; blank for all
    /// @param since not before this moment
    /// @param until before this moment
    /// @param before the last one of the page before
    public record Filter(
            String text,
            Optional<PaymentState> state,
            Optional<PaymentKind> kind,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<PaymentId> before) {
        public static final Filter ALL = new Filter("", Optional.empty(), Optional.empty());

        /// Whenever, of whatever kind.
        public Filter(String text, Optional<PaymentState> state, Optional<PaymentId> before) {
            this(text, state, Optional.empty(), Optional.empty(), Optional.empty(), before);
        }
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
        var attempt = checkout.begin(payer, payment, order, validUntil);
        if (errand.kind().goesByRail()
                && attempt instanceof Made(var made)
                && Checkout.isThisTry(made, payment)) {
            var answer = rails.of(errand.kind()).pay(made, validUntil);
            return new Made(settled(made, answer));
        }
        return attempt;
    }

    /// Who accepted a payment that had to be accepted; before its rail says so.
    public void accepted(PaymentId id, CustomerId payee) {
        store.accepted(id, payee);
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
        return send(payer, payee, order, PaymentId.next());
    }

    /// The same, under a number that was given out before: it is sent once.
    public Attempt send(Customer payer, Customer payee, PayOrder order, PaymentId id) {
        if (payee.id().equals(payer.id())) {
            return new NotMade(Reason.TO_ONESELF);
        }
        var errand = new Errand(id, PaymentKind.SEND, "", payee.maskedName());
        var payment =
                Payment.begun(payer.id(), errand, Optional.of(payee.id()), order, clock.instant());
        return checkout.begin(payer, payment, order, null);
    }

    /// What a customer made under a key before.
    public Optional<Payment> tried(CustomerId customer, String key) {
        return checkout.tried(customer, key);
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
}
