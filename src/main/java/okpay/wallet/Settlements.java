package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Carries out what the bank's word means ([Settlement]): state, books and news in one transaction.
/// Hearing the same word twice changes nothing.
@Component
class Settlements {

    private final PaymentStore store;
    private final Wallets wallets;
    private final Ledger ledger;
    private final WalletSettings settings;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Settlements(
            PaymentStore store,
            Wallets wallets,
            Ledger ledger,
            WalletSettings settings,
            ApplicationEventPublisher news,
            Clock clock) {
        this.store = store;
        this.wallets = wallets;
        this.ledger = ledger;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// @param asked true when we asked; false when the bank wrote by itself
    @Transactional
    Payment settle(PaymentId id, Rail.Answer heard, boolean asked) {
        var payment = store.locked(id).orElseThrow();
        var answer = certain(payment, heard);
        boolean saidBefore = payment.bankSaid().equals(answer.word());
        var told = payment.told(answer.word(), asked);
        return switch (Settlement.decide(payment.state(), payment.ahead(), answer)) {
            case Settlement.Capture _ -> {
                capture(told);
                yield moved(payment, told.as(PaymentState.SUCCEEDED, false), "BANK_PAID", null);
            }
            case Settlement.Release _ -> {
                release(told);
                yield moved(payment, told.as(PaymentState.FAILED, false), "BANK_DID_NOT_PAY", null);
            }
            case Settlement.AskAgain _ -> {
                var next =
                        payment.state() == PaymentState.HELD
                                ? PaymentState.UNKNOWN
                                : payment.state();
                yield moved(payment, told.as(next, payment.ahead()), "BANK_UNCLEAR", again(told));
            }
            case Settlement.PaidAfterAll _ -> {
                book(told, "settle", move(told, clearing(told), bank(told), Purpose.SETTLE));
                contradicted(told, "SUCCESS");
                yield moved(
                        payment, told.as(payment.state(), false), "BANK_PAID_AFTER_REFUND", null);
            }
            case Settlement.AdvanceReturns _ -> {
                book(told, "recover", move(told, clearing(told), advances(told), Purpose.RECOVER));
                yield moved(payment, told.as(payment.state(), false), "ADVANCE_RETURNED", null);
            }
            case Settlement.PaidAfterFailing _ when !saidBefore -> loss(payment, told);
            case Settlement.Contradiction _ when !saidBefore -> {
                contradicted(told, "FAILED");
                yield moved(payment, told, "BANK_TOOK_BACK_ITS_WORD", null);
            }
            case Settlement.PaidAfterFailing _, Settlement.Contradiction _, Settlement.Nothing _ ->
                    payment;
        };
    }

    private Payment loss(Payment payment, Payment told) {
        book(told, "loss", move(told, losses(told), bank(told), Purpose.LOSS));
        contradicted(told, "SUCCESS");
        return moved(payment, told, "BANK_PAID_AFTER_FAILING", null);
    }

    /// "Never heard of it" becomes a "no" once the bank may no longer pay; so does silence, at the
    /// very end.
    private Rail.Answer certain(Payment payment, Rail.Answer answer) {
        if (!(answer instanceof Rail.Answer.Unclear(var why))) {
            return answer;
        }
        var now = clock.instant();
        boolean tooLateToPay =
                store.validUntil(payment.id()).filter(now::isAfter).isPresent()
                        && why == Rail.Why.NOT_FOUND;
        boolean tooLongSilent =
                now.isAfter(payment.at().plus(settings.holdFor()).minus(Duration.ofDays(1)));
        return tooLateToPay || tooLongSilent ? new Rail.Answer.Failed("NEVER_ARRIVED") : answer;
    }

    private Payment moved(Payment from, Payment to, String why, @Nullable Instant askAt) {
        boolean heardBefore = from.state() == to.state() && why.equals("BANK_UNCLEAR");
        store.move(to, heardBefore ? Optional.empty() : Optional.of(why), askAt, clock.instant());
        news.publishEvent(new PaymentMoved(to.id(), from.state(), to.state()));
        return to;
    }

    private void contradicted(Payment payment, String bankSays) {
        news.publishEvent(new BankContradicted(payment.id(), bankSays, payment.state()));
    }

    private Instant again(Payment payment) {
        return clock.instant().plus(settings.pauseAfter(payment.asked()));
    }

    /// A hold that ran out has freed the money already: then what the bank paid is our loss.
    private void capture(Payment payment) {
        var to = bank(payment);
        var capture =
                new Instruction.Capture(
                        payment.hold().orElseThrow(),
                        to,
                        payment.amount(),
                        Purpose.PAY,
                        clock.instant());
        if (!booked(payment, "capture", capture)) {
            book(payment, "loss", move(payment, losses(payment), to, Purpose.LOSS));
        }
    }

    /// A hold that ran out needs no release any more.
    private void release(Payment payment) {
        booked(payment, "release", new Instruction.Release(payment.hold().orElseThrow()));
    }

    /// @return false when the hold had ended before
    private boolean booked(Payment payment, String what, Instruction instruction) {
        return switch (ledger.book(Order.of(payment.about() + ":" + what, instruction))) {
            case Outcome.Booked _ -> true;
            case Outcome.Refused(var reason) when reason == Refusal.HOLD_ENDED -> false;
            case Outcome.Refused(var reason) -> throw refused(payment, what, reason);
        };
    }

    private void book(Payment payment, String what, Instruction instruction) {
        var outcome = ledger.book(Order.of(payment.about() + ":" + what, instruction));
        if (outcome instanceof Outcome.Refused(var reason)) {
            throw refused(payment, what, reason);
        }
    }

    private static IllegalStateException refused(Payment payment, String what, Refusal reason) {
        return new IllegalStateException(
                "The books refused to " + what + " " + payment.id() + ": " + reason);
    }

    private Instruction move(Payment payment, AccountId from, AccountId to, Purpose purpose) {
        return new Move(from, to, payment.amount(), purpose, payment.about(), clock.instant());
    }

    private AccountId bank(Payment payment) {
        return wallets.bank(payment.amount().currency());
    }

    private AccountId losses(Payment payment) {
        return wallets.losses(payment.amount().currency());
    }

    private AccountId clearing(Payment payment) {
        return wallets.clearing(payment.amount().currency());
    }

    private AccountId advances(Payment payment) {
        return wallets.advances(payment.amount().currency());
    }

    Optional<Payment> find(PaymentId id) {
        return store.find(id);
    }
}
