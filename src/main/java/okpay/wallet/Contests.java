package okpay.wallet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import okpay.ledger.AccountId;
import okpay.ledger.Accounts;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Refusal;
import okpay.ledger.Statements;
import okpay.money.Money;
import org.springframework.stereotype.Component;

/// What a dispute does to a payment and to the books. So much of the payment as is in dispute is
/// neither refunded nor to be refunded meanwhile; a provisional credit is OKPay's money, which
/// becomes the customer's when they win and goes back when they lose.
///
/// What is booked is booked once for each dispute, however often it is asked.
@Component
public class Contests {

    private static final int TRIES = 5;

    private final PaymentStore store;
    private final Entries entries;
    private final Wallets wallets;
    private final Accounts accounts;
    private final Ledger ledger;
    private final Statements statements;
    private final WalletSettings settings;
    private final Clock clock;

    Contests(
            PaymentStore store,
            Entries entries,
            Wallets wallets,
            Accounts accounts,
            Ledger ledger,
            Statements statements,
            WalletSettings settings,
            Clock clock) {
        this.settings = settings;
        this.store = store;
        this.entries = entries;
        this.wallets = wallets;
        this.accounts = accounts;
        this.ledger = ledger;
        this.statements = statements;
        this.clock = clock;
    }

    /// Puts a part of a payment, or all of it, in dispute. In the caller's transaction.
    ///
    /// @return false when there is not so much left of it, or something else happens to it just now
    public boolean contest(PaymentId id, Money amount) {
        var payment = store.find(id).orElseThrow();
        boolean fits =
                Refunds.isRefundable(payment)
                        && !payment.state().isOpen()
                        && !payment.contested().isPositive()
                        && amount.isPositive()
                        && !amount.exceeds(payment.remaining());
        return fits && wrote(payment, payment.contesting(amount), "DISPUTE_OPENED");
    }

    /// Takes it out of dispute; nothing was given. In the caller's transaction.
    ///
    /// @param why the step: `DISPUTE_LOST` or `DISPUTE_WITHDRAWN`
    public boolean release(PaymentId id, String why) {
        var payment = store.find(id).orElseThrow();
        return !payment.contested().isPositive() || wrote(payment, uncontested(payment), why);
    }

    private boolean wrote(Payment from, Payment to, String why) {
        try {
            entries.write(moved(from, to, why));
            return true;
        } catch (Entries.Overtaken _) {
            return false;
        }
    }

    /// Gives the customer what is in dispute, until it is decided.
    public void credit(PaymentId id, String dispute) {
        book(
                id,
                "dispute-%s-credit".formatted(dispute),
                payment ->
                        new Step(
                                List.of(
                                        new Move(
                                                wallets.provision(currency(payment)),
                                                customer(payment),
                                                payment.contested(),
                                                Purpose.PROVISIONAL,
                                                clock.instant())),
                                payment,
                                "PROVISIONAL_CREDIT"));
    }

    /// Whether the shop has what is contested of this payment; a shop with its money elsewhere has
    /// nothing here.
    public boolean isCovered(PaymentId id) {
        var payment = store.find(id).orElseThrow();
        var till = wallets.till(payment.payeeRef(), currency(payment));
        return payment.kind() == PaymentKind.MERCHANT
                && !payment.contested().exceeds(accounts.find(till).orElseThrow().available());
    }

    /// Whether so much may not leave a shop's till: what is in dispute of all it took stays there.
    public boolean keep(String shop, Money amount) {
        var contested = new Money(store.contestedOf(shop, amount.currency()), amount.currency());
        var till = accounts.find(wallets.till(shop, amount.currency())).orElseThrow();
        return amount.plus(contested).exceeds(till.available());
    }

    /// Whether the customer was given the money for this dispute, whatever its row says.
    public boolean isCredited(PaymentId id, String dispute) {
        var about = store.find(id).orElseThrow().about();
        return statements.isBooked(about, "dispute-%s-credit".formatted(dispute));
    }

    /// Whether all of the payment came back from the other side meanwhile.
    public boolean isBack(PaymentId id) {
        var payment = store.find(id).orElseThrow();
        return payment.state() == PaymentState.REFUNDED && payment.contested().isPositive();
    }

    /// The customer wins: the shop pays, out of what it has with us; where it has not enough, or
    /// has its money elsewhere, OKPay does, and recovers it.
    ///
    /// @param credited the customer has it already
    public void win(PaymentId id, String dispute, boolean credited) {
        var step = "dispute-%s-win".formatted(dispute);
        boolean isPaid =
                store.find(id).orElseThrow().kind() == PaymentKind.MERCHANT
                        && tried(
                                id,
                                step,
                                payment ->
                                        won(
                                                payment,
                                                wallets.till(payment.payeeRef(), currency(payment)),
                                                credited));
        if (!isPaid) {
            // The books refused under that key, and remember it.
            book(
                    id,
                    step + "-advanced",
                    payment -> won(payment, wallets.advances(currency(payment)), credited));
        }
    }

    private Step won(Payment payment, AccountId from, boolean credited) {
        var to = credited ? wallets.provision(currency(payment)) : customer(payment);
        var amount = payment.contested();
        return new Step(
                List.of(new Move(from, to, amount, Purpose.CHARGEBACK, clock.instant())),
                uncontested(payment).refundedBy(amount),
                "DISPUTE_WON");
    }

    /// The customer lost, and what was lent goes back, from a closed wallet too; what is not there
    /// any more is our loss.
    public void endCredit(PaymentId id, String dispute) {
        var step = "dispute-%s-end".formatted(dispute);
        var lent = store.find(id).orElseThrow().contested();
        var none = lent.minus(lent);
        // A balance may fall between the look and the booking; then that key is used up.
        for (int tries = 1; lent.isPositive() && tries < TRIES; tries++) {
            var payment = store.find(id).orElseThrow();
            var there = accounts.find(customer(payment)).orElseThrow().available();
            var back = there.exceeds(lent) ? lent : there.isPositive() ? there : none;
            if (tried(id, step + tries, it -> ended(it, back))) {
                return;
            }
        }
        if (lent.isPositive()) {
            book(id, step, payment -> ended(payment, none));
        }
    }

    private Step ended(Payment payment, Money back) {
        var currency = currency(payment);
        var provision = wallets.provision(currency);
        var chain = new ArrayList<Instruction>();
        var now = clock.instant();
        if (back.isPositive()) {
            chain.add(new Move(customer(payment), provision, back, Purpose.PROVISIONAL, now));
        }
        var rest = payment.contested().minus(back);
        if (rest.isPositive()) {
            chain.add(new Move(wallets.losses(currency), provision, rest, Purpose.LOSS, now));
        }
        return new Step(chain, uncontested(payment), "PROVISIONAL_CREDIT_ENDED");
    }

    /// What is booked, and how the payment stands afterwards.
    private record Step(List<Instruction> chain, Payment after, String why) {}

    private interface Decision {
        Step of(Payment payment);
    }

    private void book(PaymentId id, String key, Decision decision) {
        if (!tried(id, key, decision)) {
            throw new IllegalStateException("The books refused " + key + " of " + id);
        }
    }

    /// What is booked is not asked for again: the payment has moved on, and so would the words.
    ///
    /// @return false when the books refuse for want of money, or because the wallet is closed
    private boolean tried(PaymentId id, String key, Decision decision) {
        for (int tries = 1; ; tries++) {
            var payment = store.find(id).orElseThrow();
            if (statements.isBooked(payment.about(), key)) {
                return true;
            }
            var step = decision.of(payment);
            var order = new Order(payment.about(), key, step.chain());
            try {
                var moved = moved(payment, step.after(), step.why());
                return switch (ledger.book(order, moved, entries)) {
                    case Outcome.Booked _ -> true;
                    case Outcome.Refused(var why)
                            when why == Refusal.SHORT_OF_FUNDS
                                    || why == Refusal.FROZEN
                                    || why == Refusal.KEY_REUSED ->
                            false;
                    case Outcome.Refused(var why) ->
                            throw new IllegalStateException(
                                    "The books refused " + key + " of " + id + ": " + why);
                };
            } catch (Entries.Overtaken e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Payment uncontested(Payment payment) {
        return payment.contesting(Money.zero(currency(payment)));
    }

    private Entries.Moved moved(Payment from, Payment to, String why) {
        var askAt = settings.lookAgain(to, clock.instant());
        return new Entries.Moved(from, to, Optional.of(why), askAt, List.of(), false);
    }

    private AccountId customer(Payment payment) {
        return wallets.account(payment.customer(), currency(payment));
    }

    private static Currency currency(Payment payment) {
        return payment.amount().currency();
    }
}
