package okpay.disputes;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okpay.disputes.Dispute.Step;
import okpay.disputes.Dispute.Step.Kind;
import okpay.identity.Customer;
import okpay.identity.Letter;
import okpay.money.Money;
import okpay.wallet.Contests;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Contesting a payment: the customer's side, and looking it up.
///
/// While it is contested so much of the payment is not refunded otherwise ([Contests]); by the
/// rules' clocks ([Clocks]) the other side answers, the customer has the money provisionally, and
/// we decide ([Verdicts]).
@Component
public class Disputes {

    static final int LONGEST = 2_000;

    /// How often one payment is contested.
    private static final int MOST = 3;

    private final DisputeStore store;
    private final DisputeTurns turns;
    private final DisputeMoney money;
    private final Contests contests;
    private final Payments payments;
    private final Clocks clocks;
    private final BothSides sides;
    private final DisputeSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Disputes(
            DisputeStore store,
            DisputeTurns turns,
            DisputeMoney money,
            Contests contests,
            Payments payments,
            Clocks clocks,
            BothSides sides,
            DisputeSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.turns = turns;
        this.money = money;
        this.contests = contests;
        this.payments = payments;
        this.clocks = clocks;
        this.sides = sides;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    public sealed interface Opening permits Opened, NotOpened {}

    public record Opened(Dispute dispute) implements Opening {}

    public record NotOpened(Reason reason) implements Opening {}

    /// Why something was not done, the first that applies.
    public enum Reason {
        WORDS_MISSING,
        WORDS_TOO_LONG,
        /// It did not happen, has come back, is on its way, or went to one's own account.
        NOT_CONTESTABLE,
        /// More than is left of it.
        MORE_THAN_LEFT,
        /// The time to contest it, or to appeal, is over.
        TOO_LATE,
        ALREADY_CONTESTED,
        /// Decided before, or contested too often.
        DECIDED_ALREADY,
        /// Decided, or not decided yet.
        NOT_NOW,
        TOO_MANY_FILES,
        FILE_TOO_LARGE,
        FILE_NOT_READABLE,
        FILE_INFECTED,
        FILE_NOT_SCANNED
    }

    /// Contests a payment.
    ///
    /// @param payment one the customer made
    /// @param amount all that is left of it, or a part
    /// @param words 1 to 2,000 characters
    public Opening open(
            Customer customer, Payment payment, Money amount, DisputeReason reason, String words) {
        var flaw = flaw(words);
        if (flaw.isPresent()) {
            return new NotOpened(flaw.get());
        }
        var before = of(payment.id());
        if (before.stream().anyMatch(it -> it.stage().isOpen())) {
            return new NotOpened(Reason.ALREADY_CONTESTED);
        }
        if (before.stream().anyMatch(Disputes::isLost) || before.size() >= MOST) {
            return new NotOpened(Reason.DECIDED_ALREADY);
        }
        if (!isContestable(payment)) {
            return new NotOpened(Reason.NOT_CONTESTABLE);
        }
        if (!amount.isPositive() || amount.exceeds(payment.remaining())) {
            return new NotOpened(Reason.MORE_THAN_LEFT);
        }
        if (isTooLate(payment, reason)) {
            return new NotOpened(Reason.TOO_LATE);
        }
        var dispute = fresh(customer, payment, amount, reason, words.strip().replace("\0", ""));
        try {
            boolean isOpen =
                    Boolean.TRUE.equals(
                            transaction.execute(status -> {
                                boolean done = write(customer, dispute);
                                if (!done) {
                                    status.setRollbackOnly();
                                }
                                return done;
                            }));
            return isOpen ? new Opened(dispute) : new NotOpened(Reason.NOT_CONTESTABLE);
        } catch (DuplicateKeyException _) {
            return new NotOpened(Reason.ALREADY_CONTESTED);
        }
    }

    private boolean isTooLate(Payment payment, DisputeReason reason) {
        return clocks.due(settings.regime(), Clocks.Hand.CONTEST, reason, payment.at())
                .filter(clock.instant()::isAfter)
                .isPresent();
    }

    /// Then an appeal is the way, and after it there is none.
    private static boolean isLost(Dispute dispute) {
        return dispute.stage() == DisputeStage.LOST || dispute.stage() == DisputeStage.UPHELD;
    }

    /// Whether a payment can be contested at all; when, the clocks say.
    public static boolean isContestable(Payment payment) {
        return payment.kind().isRefundable()
                && payment.state() == PaymentState.SUCCEEDED
                && payment.remaining().isPositive();
    }

    private Dispute fresh(
            Customer customer, Payment payment, Money amount, DisputeReason reason, String words) {
        var now = clock.instant();
        return new Dispute(
                DisputeId.next(),
                payment.id(),
                customer.id(),
                Optional.of(payment.payeeRef()).filter(_ -> payment.kind() == PaymentKind.MERCHANT),
                amount,
                reason,
                words,
                DisputeStage.OPENED,
                settings.regime(),
                now,
                clocks.due(settings.regime(), Clocks.Hand.ANSWER, reason, now).orElseThrow(),
                clocks.due(settings.regime(), Clocks.Hand.CREDIT, reason, now),
                clocks.due(settings.regime(), Clocks.Hand.DECIDE, reason, now).orElseThrow(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private boolean write(Customer customer, Dispute dispute) {
        store.insert(dispute);
        if (!contests.contest(dispute.payment(), dispute.amount())) {
            return false;
        }
        store.add(dispute, new Step(Kind.OPENED, dispute.words(), dispute.openedAt()));
        sides.tell(customer, Letter.Kind.DISPUTE_OPENED, dispute.decisionDue());
        sides.tellShop(dispute, Letter.Kind.DISPUTE_AGAINST, dispute.answerDue());
        return true;
    }

    private static Optional<Reason> flaw(String words) {
        if (words.isBlank()) {
            return Optional.of(Reason.WORDS_MISSING);
        }
        return words.length() > LONGEST ? Optional.of(Reason.WORDS_TOO_LONG) : Optional.empty();
    }

    /// All disputes of a payment, oldest first.
    public List<Dispute> of(PaymentId payment) {
        return store.of(payment);
    }

    /// What happened, oldest first.
    public List<Step> steps(Dispute dispute) {
        return store.steps(dispute.id());
    }

    /// One of the customer's own; somebody else's does not exist.
    public Optional<Dispute> find(DisputeId id, Customer customer) {
        return store.find(id).filter(it -> it.customer().equals(customer.id()));
    }

    /// Any; for the desk.
    public Optional<Dispute> find(DisputeId id) {
        return store.find(id);
    }

    /// Those of a shop, newest first, at most 100.
    public List<Dispute> ofShop(String code) {
        return store.ofShop(code, 100);
    }

    /// One of a shop's; another shop's does not exist.
    public Optional<Dispute> find(DisputeId id, String shop) {
        return store.find(id).filter(it -> it.shop().filter(shop::equals).isPresent());
    }

    /// Those that wait for a decision, the most urgent first, at most 200.
    public List<Dispute> open() {
        return store.open(200);
    }

    /// What is disputed of a payment, for whoever reads it.
    public Optional<Payment> payment(Dispute dispute) {
        return payments.find(dispute.payment());
    }

    /// The customer takes it back. A credit goes back at once.
    ///
    /// @return why not, or nothing when it is done
    public Optional<Reason> withdraw(DisputeId id) {
        var refusal =
                transaction.execute(_ -> {
                    var dispute = turns.take(id);
                    if (!dispute.stage().leadsTo(DisputeStage.WITHDRAWN)) {
                        return Optional.of(Reason.NOT_NOW);
                    }
                    var now = clock.instant();
                    store.move(dispute, DisputeStage.WITHDRAWN, new Step(Kind.WITHDRAWN, "", now));
                    if (dispute.credited()) {
                        store.decided(id, Optional.empty(), Optional.of(now), Optional.empty());
                    } else {
                        money.release(dispute, "DISPUTE_WITHDRAWN");
                    }
                    return Optional.<Reason>empty();
                });
        return Objects.requireNonNull(refusal);
    }

    /// The customer says it was decided wrongly; somebody else looks at it.
    public Optional<Reason> appeal(DisputeId id, String words) {
        var flaw = flaw(words);
        if (flaw.isPresent()) {
            return flaw;
        }
        var refusal =
                transaction.execute(status -> {
                    var dispute = turns.take(id);
                    var now = clock.instant();
                    if (dispute.stage() != DisputeStage.LOST) {
                        return Optional.of(Reason.NOT_NOW);
                    }
                    if (!dispute.mayAppealAt(now)) {
                        return Optional.of(Reason.TOO_LATE);
                    }
                    boolean isLent = dispute.credited();
                    if (!isLent && !contests.contest(dispute.payment(), dispute.amount())) {
                        status.setRollbackOnly();
                        return Optional.of(Reason.NOT_CONTESTABLE);
                    }
                    store.anew(
                            id,
                            clocks.due(
                                            dispute.regime(),
                                            Clocks.Hand.DECIDE_APPEAL,
                                            dispute.reason(),
                                            now)
                                    .orElseThrow());
                    store.move(
                            dispute,
                            DisputeStage.APPEALED,
                            new Step(Kind.APPEALED, words.strip().replace("\0", ""), now));
                    return Optional.<Reason>empty();
                });
        return Objects.requireNonNull(refusal);
    }
}
