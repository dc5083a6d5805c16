package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Refusal;
import org.springframework.stereotype.Component;

/// Carries out what the bank's word means ([Settlement]): state, books and news in one transaction.
/// Hearing the same word twice changes nothing; whoever is overtaken by another word looks again.
@Component
class Settlements {

    private static final int TRIES = 5;

    private final PaymentStore store;
    private final Entries entries;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Rails rails;
    private final WalletSettings settings;
    private final Clock clock;

    Settlements(
            PaymentStore store,
            Entries entries,
            Wallets wallets,
            Ledger ledger,
            Rails rails,
            WalletSettings settings,
            Clock clock) {
        this.store = store;
        this.entries = entries;
        this.wallets = wallets;
        this.ledger = ledger;
        this.rails = rails;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param asked true when we asked; false when the bank wrote by itself
    Payment settle(PaymentId id, Rail.Answer heard, boolean asked) {
        for (int tries = 1; ; tries++) {
            var payment = store.find(id).orElseThrow();
            var answer = certain(payment, heard);
            try {
                carryOut(payment, payment.told(answer, asked), answer);
                return store.find(id).orElseThrow();
            } catch (Entries.Overtaken e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void carryOut(Payment from, Payment told, Rail.Answer answer) {
        switch (Settlement.decide(from.state(), from.ahead(), from.bankSaid(), answer)) {
            case Settlement.Capture _ ->
                    capture(from, step(from, told.as(PaymentState.SUCCEEDED, false), "BANK_PAID"));
            case Settlement.Release _ ->
                    release(
                            from,
                            step(from, told.as(PaymentState.FAILED, false), "BANK_DID_NOT_PAY"));
            case Settlement.AskAgain _ -> askAgain(from, told);
            case Settlement.PaidAfterAll _ -> {
                var to = told.as(told.state(), false);
                book(
                        "settle",
                        move(told, wallets.clearing(currency(told)), Purpose.SETTLE),
                        contradicted(step(from, to, "BANK_PAID_AFTER_REFUND"), "SUCCESS"));
            }
            case Settlement.AdvanceReturns _ ->
                    book(
                            "recover",
                            new Move(
                                    wallets.clearing(currency(told)),
                                    wallets.advances(currency(told)),
                                    told.amount(),
                                    Purpose.RECOVER,
                                    clock.instant()),
                            step(from, told.as(told.state(), false), "ADVANCE_RETURNED"));
            case Settlement.GiveBack _ ->
                    giveBack(step(from, told.as(PaymentState.REFUNDED, false), "BANK_SENT_BACK"));
            case Settlement.LastWord last when !from.bankSaid().equals(told.bankSaid()) ->
                    hearLate(last, from, told);
            case Settlement.LastWord _, Settlement.Nothing _ -> lookAfter(from, told);
        }
    }

    /// What arrived by a slow rail may come back weeks later, and the message be lost.
    private void lookAfter(Payment from, Payment told) {
        var next = settings.lookAgain(from, clock.instant());
        boolean wasAsked = told.asked() > from.asked();
        if (wasAsked && next != null) {
            var until = from.at().plus(settings.lookAfterSlow());
            var askAt = next.isBefore(until) ? next : null;
            entries.write(
                    new Entries.Moved(
                            from, from.heard(told), Optional.empty(), askAt, List.of(), false));
        }
    }

    /// What a bank says after its last word; each once.
    private void hearLate(Settlement.LastWord last, Payment from, Payment told) {
        switch (last) {
            case Settlement.AdvanceComesHome _ ->
                    giveBack(step(from, told.as(told.state(), false), "BANK_SENT_BACK"));
            case Settlement.LossComesBack _ ->
                    book(
                            "find-again",
                            rails.of(from.kind()).findAgain(from, clock.instant()),
                            step(from, told, "BANK_SENT_BACK"));
            // What the bank took for a top-up is the customer's, however late it says so.
            case Settlement.PaidAfterFailing _ when from.kind().isIncoming() ->
                    book(
                            "capture",
                            rails.of(from.kind()).capture(from, clock.instant()),
                            step(from, told.as(PaymentState.SUCCEEDED, false), "BANK_PAID"));
            case Settlement.PaidAfterFailing _ ->
                    book(
                            "loss",
                            loss(told),
                            contradicted(step(from, told, "BANK_PAID_AFTER_FAILING"), "SUCCESS"));
            // A withdrawal that bounced is the customer's again.
            case Settlement.Contradiction _ when from.kind() == PaymentKind.WITHDRAW ->
                    giveBack(step(from, told.as(PaymentState.REFUNDED, false), "BANK_SENT_BACK"));
            case Settlement.Contradiction _ ->
                    entries.write(
                            contradicted(step(from, told, "BANK_TOOK_BACK_ITS_WORD"), "FAILED"));
        }
    }

    private void askAgain(Payment from, Payment told) {
        // What takes days by its nature is on its way until somebody says otherwise.
        boolean isUnclear = from.state() == PaymentState.HELD && !from.kind().isSlow();
        var next = isUnclear ? PaymentState.UNKNOWN : from.state();
        var why = isUnclear ? Optional.of("BANK_UNCLEAR") : Optional.<String>empty();
        var askAt = clock.instant().plus(settings.pauseAfter(told.asked()));
        entries.write(
                new Entries.Moved(from, told.as(next, from.ahead()), why, askAt, List.of(), false));
    }

    /// "Never heard of it" becomes a "no" once the bank may no longer pay; so does silence, at the
    /// very end.
    private Rail.Answer certain(Payment payment, Rail.Answer answer) {
        boolean isWaiting = payment.state().isOpen() || payment.ahead();
        if (!isWaiting || !(answer instanceof Rail.Answer.Unclear(var why))) {
            return answer;
        }
        var now = clock.instant();
        boolean tooLateToPay =
                store.validUntil(payment.id()).filter(now::isAfter).isPresent()
                        && why == Rail.Why.NOT_FOUND;
        boolean tooLongSilent =
                !payment.kind().isSlow()
                        && now.isAfter(
                                payment.at().plus(settings.holdFor()).minus(Duration.ofDays(1)));
        return tooLateToPay || tooLongSilent ? new Rail.Answer.Failed("NEVER_ARRIVED") : answer;
    }

    /// A hold that ran out has freed the money already: then what the bank paid is our loss.
    private void capture(Payment payment, Entries.Moved moved) {
        var capture = rails.of(payment.kind()).capture(payment, clock.instant());
        if (holdHadEnded("capture", capture, moved)) {
            book("loss", loss(payment), moved);
        }
    }

    /// A hold that ran out needs no release any more.
    private void release(Payment payment, Entries.Moved moved) {
        var release = payment.hold().map(Instruction.Release::new);
        if (release.isEmpty()) {
            entries.write(moved);
            return;
        }
        var chain = new ArrayList<Instruction>();
        chain.add(release.get());
        chain.addAll(rails.of(payment.kind()).kept(payment, clock.instant()));
        if (holdHadEnded("release", chain, moved)) {
            entries.write(moved);
        }
    }

    /// A hold ends when its time is over, or because somebody settled the payment meanwhile; only
    /// then has the payment moved.
    private boolean holdHadEnded(String what, List<Instruction> chain, Entries.Moved moved) {
        return switch (ledger.book(order(moved, what, chain), moved, entries)) {
            case Outcome.Booked _ -> false;
            case Outcome.Refused(var reason) when reason == Refusal.HOLD_ENDED -> {
                var now = store.find(moved.from().id()).orElseThrow();
                if (now.version() != moved.from().version()) {
                    throw new Entries.Overtaken();
                }
                yield true;
            }
            case Outcome.Refused(var reason) -> throw refused(moved, what, reason);
        };
    }

    /// What OKPay gave back before, it keeps of what comes.
    private void giveBack(Entries.Moved moved) {
        var payment = moved.from();
        boolean isShared = payment.refunded().isPositive() || payment.contested().isPositive();
        var to =
                isShared
                        ? wallets.advances(currency(payment))
                        : wallets.account(payment.customer(), currency(payment));
        var rail = rails.of(payment.kind());
        var chain = new ArrayList<>(rail.giveBack(payment, to, clock.instant()));
        if (isShared && payment.remaining().isPositive()) {
            chain.add(
                    new Move(
                            to,
                            wallets.account(payment.customer(), currency(payment)),
                            payment.remaining(),
                            Purpose.RETURN,
                            clock.instant()));
        }
        book("give-back", chain, moved);
    }

    private void book(String what, Instruction instruction, Entries.Moved moved) {
        book(what, List.of(instruction), moved);
    }

    private void book(String what, List<Instruction> chain, Entries.Moved moved) {
        if (ledger.book(order(moved, what, chain), moved, entries)
                instanceof Outcome.Refused(var reason)) {
            throw refused(moved, what, reason);
        }
    }

    private static Order order(Entries.Moved moved, String what, List<Instruction> chain) {
        return new Order(moved.from().about(), what, chain);
    }

    private static IllegalStateException refused(Entries.Moved moved, String what, Refusal reason) {
        return new IllegalStateException(
                "The books refused to " + what + " " + moved.from().id() + ": " + reason);
    }

    private Entries.Moved step(Payment from, Payment to, String why) {
        var askAt = settings.lookAgain(to, clock.instant());
        return new Entries.Moved(from, to, Optional.of(why), askAt, List.of(), true);
    }

    private static Entries.Moved contradicted(Entries.Moved moved, String bankSays) {
        var news = new BankContradicted(moved.from().id(), bankSays, moved.from().state());
        return new Entries.Moved(moved.from(), moved.to(), moved.why(), null, List.of(news), true);
    }

    private List<Instruction> loss(Payment payment) {
        return rails.of(payment.kind()).lose(payment, clock.instant());
    }

    private Instruction move(Payment payment, AccountId from, Purpose purpose) {
        return new Move(
                from, wallets.bank(currency(payment)), payment.amount(), purpose, clock.instant());
    }

    private static Currency currency(Payment payment) {
        return payment.amount().currency();
    }

    Optional<Payment> find(PaymentId id) {
        return store.find(id);
    }
}
