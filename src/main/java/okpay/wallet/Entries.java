package okpay.wallet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okpay.ledger.Outcome;
import okpay.ledger.Refusal;
import okpay.ledger.Rider;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes payments, their steps and their news: with the books' lines in one transaction when money
/// moves ([Rider]), alone when it does not.
@Component
class Entries implements Rider<Entries.Entry> {

    private final PaymentRows rows;
    private final PaymentSteps steps;
    private final Tries tries;
    private final Payers payers;
    private final Spending spending;
    private final MoneyCame came;
    private final WalletSettings settings;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Entries(
            PaymentRows rows,
            PaymentSteps steps,
            Tries tries,
            Payers payers,
            Spending spending,
            MoneyCame came,
            WalletSettings settings,
            ApplicationEventPublisher news,
            Clock clock) {
        this.rows = rows;
        this.steps = steps;
        this.tries = tries;
        this.payers = payers;
        this.spending = spending;
        this.came = came;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// What is written when the books have answered.
    sealed interface Entry {}

    /// A payment begins, with its steps so far (as many as its version). If the books refuse, there
    /// is no payment, and the refusal is remembered.
    ///
    /// @param count where it is counted; null for nowhere
    record Begun(
            Payment payment,
            String clientKey,
            @Nullable Instant validUntil,
            List<String> why,
            Spending.@Nullable Count count)
            implements Entry {

        /// It happened elsewhere, before: a refusal is a mistake of whoever brings it.
        boolean isBrought() {
            return why.isEmpty();
        }

        Stream<PaymentSteps.Step> steps() {
            return IntStream.range(0, why.size())
                    .mapToObj(i -> new PaymentSteps.Step(payment, i + 1, why.get(i), payment.at()));
        }
    }

    /// A payment goes on, unless somebody else moved it meanwhile or the books refuse.
    ///
    /// @param why the step to tell; empty when there is nothing new
    /// @param askAt when to ask the bank again; null for never
    /// @param surely it must happen sooner or later: a refusal is not remembered, unless the hold
    ///   has ended for ever
    record Moved(
            Payment from,
            Payment to,
            Optional<String> why,
            @Nullable Instant askAt,
            List<Object> news,
            boolean surely)
            implements Entry {}

    /// Somebody else moved the payment first. Nothing was written; look again.
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("The payment moved meanwhile");
        }
    }

    /// With this one, a customer would get back more at once than a day allows. It is looked at
    /// where it is written: a refund before it may have had no answer yet.
    static final class TooMuchAtOnce extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// A step without the books.
    @Transactional(noRollbackFor = Overtaken.class)
    void write(Moved moved) {
        moveAll(List.of(moved));
    }

    /// A payment for which nothing is set aside.
    @Transactional
    void begin(Begun begun) {
        insertNew(List.of(begun), List.of(begun.payment()));
    }

    /// Payments that were settled elsewhere and moved no money; those already here are skipped.
    @Transactional
    void bring(List<Begun> begun) {
        rows.insert(begun, begun.stream().map(Begun::payment).toList());
    }

    @Override
    public void write(List<Ridden<Entry>> all) {
        var begun = new ArrayList<Begun>();
        var payments = new ArrayList<Payment>();
        var moved = new ArrayList<Moved>();
        var refused = new ArrayList<Begun>();
        var reasons = new ArrayList<String>();
        for (var one : all) {
            switch (one.what()) {
                case Begun begins when one.outcome() instanceof Outcome.Refused(var reason) -> {
                    if (begins.isBrought()) {
                        throw new IllegalArgumentException(
                                "The books refuse this history: " + reason);
                    }
                    refused.add(begins);
                    reasons.add(Gate.reason(reason).name());
                }
                case Begun begins -> {
                    begun.add(begins);
                    payments.add(withHold(begins.payment(), one.outcome()));
                }
                case Moved moves when one.outcome() instanceof Outcome.Booked -> moved.add(moves);
                case Moved moves -> bear(moves, one.outcome());
            }
        }
        spending.add(begun);
        insertNew(begun, payments);
        came.tellOnceCommitted(
                IntStream.range(0, begun.size())
                        .filter(i -> !begun.get(i).isBrought())
                        .mapToObj(payments::get));
        moveAll(moved);
        tries.keepRefusals(refused, reasons);
    }

    private static void bear(Moved moves, Outcome outcome) {
        if (outcome instanceof Outcome.Refused(var reason)
                && moves.surely()
                && reason != Refusal.HOLD_ENDED) {
            throw new IllegalStateException(
                    "The books refuse to settle " + moves.from().id() + ": " + reason);
        }
    }

    private static Payment withHold(Payment payment, Outcome outcome) {
        return payment.kind().goesByRail()
                        && payment.state() == PaymentState.HELD
                        && outcome instanceof Outcome.Booked booked
                ? payment.holding(booked.hold())
                : payment;
    }

    private void insertNew(List<Begun> begun, List<Payment> payments) {
        if (!begun.isEmpty() && rows.insert(begun, payments) != begun.size()) {
            throw new Overtaken();
        }
    }

    private void moveAll(List<Moved> moves) {
        if (moves.isEmpty()) {
            return;
        }
        var now = clock.instant();
        if (rows.update(moves, now) != moves.size()) {
            throw new Overtaken();
        }
        var steps = new ArrayList<PaymentSteps.Step>();
        for (var one : moves) {
            one.why()
                    .ifPresent(why ->
                            steps.add(
                                    new PaymentSteps.Step(
                                            one.to(), one.from().version() + 1, why, now)));
        }
        this.steps.insert(steps);
        came.tellOnceCommitted(
                moves.stream().filter(it -> it.from().state() != it.to().state()).map(Moved::to));
        spending.giveBack(moves.stream().filter(Entries::isUndone).map(Moved::to).toList());
        moves.forEach(one -> forbidTooMuchAtOnce(one, now));
        for (var one : moves) {
            news.publishEvent(
                    new PaymentMoved(one.to().id(), one.from().state(), one.to().state()));
            one.news().forEach(news::publishEvent);
        }
    }

    /// It was not paid after all, or came back from the other side.
    private static boolean isUndone(Moved moved) {
        boolean isBack =
                moved.why()
                        .filter(Set.of("ADVANCE_RETURNED", "BANK_SENT_BACK")::contains)
                        .isPresent();
        return moved.from().state() != PaymentState.FAILED
                && (moved.to().state() == PaymentState.FAILED || isBack);
    }

    private void forbidTooMuchAtOnce(Moved moved, Instant now) {
        var payment = moved.to();
        var currency = payment.amount().currency();
        if (moved.why().filter(Refunds.AT_ONCE::equals).isPresent()
                && payers.refundedSince(payment.customer(), currency, now.minus(Refunds.A_DAY))
                        .exceeds(settings.refundsADayIn(currency))) {
            throw new TooMuchAtOnce();
        }
    }
}
