package okpay.wallet;

import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.identity.CustomerId;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Brings in what happened before OKPay: settled payments from another system, booked here line by
/// line with the day they happened on.
@Component
public class History {

    private final PaymentStore store;
    private final Wallets wallets;
    private final Ledger ledger;

    History(PaymentStore store, Wallets wallets, Ledger ledger) {
        this.store = store;
        this.wallets = wallets;
        this.ledger = ledger;
    }

    /// At most 1,000 payments at once, in the order they happened; only settled ones (SUCCEEDED,
    /// FAILED or REFUNDED). Those already brought are skipped; one the books refuse stops them all.
    @Transactional
    public void bring(List<Payment> payments) {
        if (payments.size() > 1000 || payments.stream().anyMatch(one -> one.state().isOpen())) {
            throw new IllegalArgumentException("At most 1,000 settled payments");
        }
        store.insertAll(
                payments, payments.stream().map(one -> "brought:" + one.id()).toList(), null);
        var known = new HashMap<String, AccountId>();
        var orders = payments.stream().flatMap(one -> order(one, known).stream()).toList();
        for (var outcome : ledger.bookEach(orders)) {
            if (outcome instanceof Outcome.Refused(var reason)) {
                throw new IllegalArgumentException("The books refuse this history: " + reason);
            }
        }
    }

    private AccountId account(CustomerId who, Currency currency, Map<String, AccountId> known) {
        return known.computeIfAbsent(who + " " + currency, _ -> wallets.open(who, currency).id());
    }

    private Optional<Order> order(Payment payment, Map<String, AccountId> known) {
        if (payment.state() == PaymentState.FAILED) {
            return Optional.empty();
        }
        var currency = payment.amount().currency();
        var mine = account(payment.customer(), currency, known);
        var chain = new ArrayList<Instruction>();
        var bank = known.computeIfAbsent("bank " + currency, _ -> wallets.bank(currency));
        var there =
                switch (payment.kind()) {
                    case SHOP, BILL, TOP_UP -> bank;
                    case SEND -> account(payment.payee().orElseThrow(), currency, known);
                };
        boolean in = payment.kind() == PaymentKind.TOP_UP;
        chain.add(
                new Move(
                        in ? bank : mine,
                        in ? mine : there,
                        payment.amount(),
                        purpose(payment.kind()),
                        payment.about(),
                        payment.at()));
        if (payment.state() == PaymentState.REFUNDED) {
            chain.add(
                    new Move(
                            bank,
                            mine,
                            payment.amount(),
                            Purpose.RECOVER,
                            payment.about(),
                            payment.movedAt()));
        }
        return Optional.of(new Order(payment.about() + ":brought", chain));
    }

    private static Purpose purpose(PaymentKind kind) {
        return switch (kind) {
            case SHOP -> Purpose.PAY;
            case BILL -> Purpose.BILL;
            case SEND -> Purpose.SEND;
            case TOP_UP -> Purpose.TOP_UP;
        };
    }
}
