package okpay.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import okpay.id.Ids;
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
import org.springframework.stereotype.Component;

/// Begins payments: once for each key, when the gate and the books allow it.
@Component
class Checkout {

    private final PaymentStore store;
    private final Tries tries;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Gate gate;
    private final WalletSettings settings;
    private final Entries entries;
    private final Map<Try, CompletableFuture<Void>> underway = new ConcurrentHashMap<>();

    Checkout(
            PaymentStore store,
            Tries tries,
            Wallets wallets,
            Ledger ledger,
            Gate gate,
            WalletSettings settings,
            Entries entries) {
        this.store = store;
        this.tries = tries;
        this.wallets = wallets;
        this.ledger = ledger;
        this.gate = gate;
        this.settings = settings;
        this.entries = entries;
    }

    /// Of two tries with one key at the same moment, the second waits for the first.
    Attempt begin(Customer payer, Payment payment, PayOrder order, @Nullable Instant validUntil) {
        var me = new Try(payer.id(), order.key());
        var mine = new CompletableFuture<Void>();
        for (var first = underway.putIfAbsent(me, mine);
                first != null;
                first = underway.putIfAbsent(me, mine)) {
            first.join();
        }
        try {
            return earlier(payment, me)
                    .or(() -> gate.refuses(payer, payment, order).map(NotMade::new))
                    .orElseGet(() -> book(payer, payment, me, validUntil));
        } finally {
            underway.remove(me);
            mine.complete(null);
        }
    }

    Optional<Payment> tried(CustomerId customer, String key) {
        return tries.find(new Try(customer, key)).flatMap(Earlier::payment);
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
            return switch (ledger.book(order(payment, me), begun, entries)) {
                case Outcome.Booked booked when payment.kind().isSlow() ->
                        mineOrFirst(payment.holding(booked.hold()));
                case Outcome.Booked booked when payment.kind().goesByRail() ->
                        new Made(payment.holding(booked.hold()));
                case Outcome.Booked _ -> new Made(payment);
                case Outcome.Refused(var refusal) ->
                        firstTry(payment, me).orElseGet(() -> new NotMade(Gate.reason(refusal)));
            };
        } catch (Entries.Overtaken _) {
            return earlier(payment, me).orElseGet(() -> taken(payment));
        } catch (Spending.OverTier _) {
            return new NotMade(Reason.OVER_LIMIT_OF_TIER);
        }
    }

    /// Somebody else paid under this number.
    private Attempt taken(Payment payment) {
        var first = store.find(payment.id()).orElseThrow();
        return first.customer().equals(payment.customer())
                ? sameAgain(payment, first)
                : new NotMade(Reason.PAID_ALREADY);
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

    private Order order(Payment payment, Try me) {
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
        // Under a number that many may pay, each try stands for itself: whose is refused does not
        // speak for the others. The number itself is written once.
        var step = payment.kind().goesByRail() ? "pay" : "pay-" + Ids.derived(me.clientKey());
        return Order.of(payment.about(), step, instruction);
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

    /// An errand may have been run before, under the same number: it is let go once.
    static boolean isThisTry(Payment made, Payment payment) {
        return made.id().equals(payment.id())
                && made.at().equals(payment.at())
                && made.payeeRef().equals(payment.payeeRef());
    }
}
