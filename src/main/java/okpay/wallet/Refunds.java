package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Capture;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.LedgerSettings;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Proposal;
import okpay.ledger.ProposalId;
import okpay.ledger.Proposals;
import okpay.ledger.Purpose;
import okpay.ledger.Refusal;
import okpay.ledger.Statements;
import okpay.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Giving money back: freeing what was set aside, or refunding, with two people above the limit.
///
/// A payment is refunded once: its state leads to REFUNDED once, its version is checked when that
/// is written, and the books never let more come back than was taken.
@Component
public class Refunds {

    static final String AT_ONCE = "REFUNDED_AT_ONCE";
    static final String BY_TWO = "REFUNDED_BY_TWO_PEOPLE";
    static final String BY_MERCHANT = "REFUNDED_BY_MERCHANT";
    static final String IN_PART = "REFUNDED_IN_PART";
    static final Duration A_DAY = Duration.ofDays(1);

    private final PaymentStore store;
    private final Payers payers;
    private final Settlements settlements;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Statements statements;
    private final Proposals proposals;
    private final LedgerSettings limits;
    private final WalletSettings settings;
    private final Entries entries;
    private final Clock clock;

    Refunds(
            PaymentStore store,
            Payers payers,
            Settlements settlements,
            Wallets wallets,
            Ledger ledger,
            Statements statements,
            Proposals proposals,
            LedgerSettings limits,
            WalletSettings settings,
            Entries entries,
            Clock clock) {
        this.store = store;
        this.payers = payers;
        this.settlements = settlements;
        this.wallets = wallets;
        this.ledger = ledger;
        this.statements = statements;
        this.proposals = proposals;
        this.limits = limits;
        this.settings = settings;
        this.entries = entries;
        this.clock = clock;
    }

    /// What came of a wish to give money back.
    public sealed interface Back {
        record Given(Payment payment) implements Back {}

        /// @param reason `ALREADY_DECIDED` when the payment is refunded or freed, or a proposal was
        ///   decided
        record Refused(Refusal reason) implements Back {}
    }

    /// Frees what was set aside, on the bank's clear "it did not happen".
    public Back release(PaymentId id, Rail.Answer.Failed bankSays) {
        var payment = store.find(id).orElseThrow();
        if (!payment.state().isOpen()) {
            return new Back.Refused(Refusal.ALREADY_DECIDED);
        }
        return new Back.Given(settlements.settle(id, bankSays, true));
    }

    /// The most this customer may get back at once now: the limit of one person, or what is left of
    /// the day's.
    public Money atOnce(CustomerId customer, Currency currency) {
        var since = clock.instant().minus(A_DAY);
        var left =
                settings.refundsADayIn(currency)
                        .minus(payers.refundedSince(customer, currency, since));
        var once = limits.limitOf(currency);
        var most = left.exceeds(once) ? once : left;
        return most.isPositive() ? most : Money.zero(currency);
    }

    /// Refunds at once, on no second person's word; the books refuse what is above the limit.
    ///
    /// @param as the state the decision was made on; in another one by now, nothing is done
    @Transactional
    public Back refund(PaymentId id, PaymentState as) {
        var payment = store.find(id).orElseThrow();
        payers.lock(payment.customer());
        if (payment.state() != as || !isRefundable(payment)) {
            return new Back.Refused(Refusal.ALREADY_DECIDED);
        }
        // A shop of ours is asked first: what it took is not OKPay's to give.
        if (payment.kind() == PaymentKind.MERCHANT
                || payment.remaining()
                        .exceeds(atOnce(payment.customer(), payment.amount().currency()))) {
            return new Back.Refused(Refusal.NEEDS_SECOND_PERSON);
        }
        var moved = refunded(payment, payment.remaining(), AT_ONCE);
        var order =
                orderFor(
                        payment,
                        payment.remaining(),
                        as.isOpen() ? "refund-ahead" : "refund-" + payment.refunded().minor());
        try {
            return answer(ledger.book(order, moved, entries), payment);
        } catch (Entries.Overtaken _) {
            return new Back.Refused(Refusal.ALREADY_DECIDED);
        } catch (Entries.TooMuchAtOnce _) {
            return new Back.Refused(Refusal.NEEDS_SECOND_PERSON);
        }
    }

    private Back answer(Outcome outcome, Payment payment) {
        return switch (outcome) {
            case Outcome.Booked _ -> new Back.Given(store.find(payment.id()).orElseThrow());
            case Outcome.Refused(var reason) -> new Back.Refused(reason);
        };
    }

    /// Asks for a refund that a second person must allow. Empty when there is not so much to refund
    /// any more.
    ///
    /// @param amount all of it or a part; what is not yet settled is given back whole
    /// @param who the agent who asks
    /// @param why 1 to 500 characters
    @Transactional
    public Optional<Proposal> propose(PaymentId id, Money amount, String who, String why) {
        var payment = store.find(id).orElseThrow();
        if (!isRefundable(payment) || !fits(payment, amount)) {
            return Optional.empty();
        }
        long before = proposals.about(payment.about()).size();
        var open =
                proposals.about(payment.about()).stream()
                        .filter(one -> one.state() == Proposal.State.PROPOSED)
                        .findFirst();
        if (open.filter(one -> !one.amount().equals(amount)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                open.orElseGet(() ->
                        proposals.propose(
                                orderFor(payment, amount, "refund-by-two-" + before),
                                amount,
                                who,
                                why)));
    }

    /// Books a proposed refund on a second person's word.
    public Back approve(ProposalId id, String who) {
        var proposal = proposals.find(id);
        var about = proposal.map(Proposal::about).flatMap(Refunds::paymentIn);
        if (about.isEmpty()) {
            return new Back.Refused(Refusal.NOT_FOUND);
        }
        var payment = store.find(about.get()).orElseThrow();
        var amount = proposal.orElseThrow().amount();
        boolean waits = proposal.get().state() == Proposal.State.PROPOSED;
        boolean fits = isRefundable(payment) && fits(payment, amount);
        if (waits && !fits) {
            proposals.overtaken(id, who);
            return new Back.Refused(Refusal.HOLD_ENDED);
        }
        try {
            var moved = refunded(payment, fits ? amount : payment.remaining(), BY_TWO);
            return switch (proposals.approve(id, who, moved, entries)) {
                case Proposals.Decided.Done _ ->
                        new Back.Given(store.find(payment.id()).orElseThrow());
                case Proposals.Decided.Refused(var reason) -> new Back.Refused(reason);
            };
        } catch (Entries.Overtaken _) {
            return approve(id, who);
        }
    }

    /// A shop that has its money with us gives back what it took, all or a part, out of what it
    /// has.
    ///
    /// @param key 1 to 60 letters, digits and dashes: makes it happen once
    public Back byMerchant(PaymentId id, Money amount, String key) {
        var payment = store.find(id).orElseThrow();
        var first = statements.about(payment.about()).stream().findFirst();
        var step = "merchant-refund-" + key;
        if (payment.kind() != PaymentKind.MERCHANT || first.isEmpty()) {
            return new Back.Refused(Refusal.NOT_FOUND);
        }
        var payer = first.get().debit();
        var till = first.get().credit();
        var move =
                new Move(till, payer, amount, Purpose.MERCHANT_REFUND, clock.instant())
                        .reversing(first.get().id());
        boolean fits = isRefundable(payment) && fits(payment, amount);
        // Asked once more, it has happened already: the books know.
        var moved = refunded(payment, fits ? amount : payment.remaining(), BY_MERCHANT);
        try {
            var order = Order.of(payment.about(), step, move);
            return fits || statements.isBooked(payment.about(), step)
                    ? answer(ledger.book(order, moved, entries), payment)
                    : new Back.Refused(Refusal.MORE_THAN_TAKEN);
        } catch (Entries.Overtaken _) {
            return byMerchant(id, amount, key);
        }
    }

    /// Never ahead of a rail that is slow by its nature: what is on its way abroad is recalled, and
    /// comes back when the other side says so.
    public static boolean isRefundable(Payment payment) {
        return payment.kind().isRefundable()
                && payment.remaining().isPositive()
                && payment.state().leadsTo(PaymentState.REFUNDED)
                && !(payment.kind().isSlow() && payment.state().isOpen());
    }

    private static boolean fits(Payment payment, Money amount) {
        boolean isWhole = amount.equals(payment.remaining());
        return (isWhole && amount.isPositive())
                || (!payment.state().isOpen()
                        && amount.isPositive()
                        && !amount.exceeds(payment.remaining()));
    }

    private Entries.Moved refunded(Payment payment, Money amount, String why) {
        boolean ahead = payment.state().isOpen();
        var after = payment;
        if (ahead) {
            after = payment.as(PaymentState.REFUNDED, true);
        } else if (payment.state().leadsTo(PaymentState.REFUNDED)) {
            after = payment.refundedBy(amount);
        }
        boolean isPart = after.remaining().isPositive();
        // What may still come back from the other side is asked about as before.
        var now = clock.instant();
        return new Entries.Moved(
                payment,
                after,
                Optional.of(isPart ? IN_PART : why),
                ahead ? now : settings.lookAgain(after, now),
                List.of(),
                false);
    }

    /// Ahead of the bank, what was set aside goes to clearing, to wait for the bank's last word,
    /// and the customer gets OKPay's own money. After the bank has paid, OKPay refunds and recovers
    /// it later.
    private Order orderFor(Payment payment, Money amount, String step) {
        var currency = payment.amount().currency();
        var chain = new ArrayList<Instruction>();
        if (payment.state().isOpen()) {
            chain.add(
                    new Capture(
                            payment.hold().orElseThrow(),
                            wallets.clearing(currency),
                            payment.amount(),
                            Purpose.PAY,
                            clock.instant()));
        }
        chain.add(
                new Move(
                        wallets.advances(currency),
                        wallets.account(payment.customer(), currency),
                        amount,
                        Purpose.REFUND,
                        clock.instant()));
        return new Order(payment.about(), step, chain);
    }

    private static Optional<PaymentId> paymentIn(String about) {
        return about.startsWith("payment:")
                ? PaymentId.read(about.substring("payment:".length()))
                : Optional.empty();
    }
}
