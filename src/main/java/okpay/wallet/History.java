package okpay.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okpay.ledger.Instruction;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import org.springframework.stereotype.Component;

/// Brings in what happened before OKPay: settled payments from another system, booked here line by
/// line with the day they happened on.
@Component
public class History {

    /// The step under which the books hold what was brought in.
    public static final String STEP = "brought";

    private final Wallets wallets;
    private final Ledger ledger;
    private final Entries entries;

    History(Wallets wallets, Ledger ledger, Entries entries) {
        this.entries = entries;
        this.wallets = wallets;
        this.ledger = ledger;
    }

    /// At most 1,000 payments at once, in the order they happened; only settled ones (SUCCEEDED,
    /// FAILED or REFUNDED). Those already brought are skipped; one the books refuse is an exception
    /// and may be brought again, the others are booked.
    public void bring(List<Payment> payments) {
        if (payments.size() > 1000 || payments.stream().anyMatch(one -> one.state().isOpen())) {
            throw new IllegalArgumentException("At most 1,000 settled payments");
        }
        var unbooked = new ArrayList<Entries.Begun>();
        var asked = new ArrayList<Ledger.Asked<Entries.Entry>>();
        for (var payment : payments) {
            order(payment)
                    .ifPresentOrElse(
                            order -> asked.add(new Ledger.Asked<>(order, entry(payment))),
                            () -> unbooked.add(entry(payment)));
        }
        entries.bring(unbooked);
        for (var outcome : ledger.bookEach(asked, entries)) {
            if (outcome instanceof Outcome.Refused(var reason)) {
                throw new IllegalArgumentException("The books refuse this history: " + reason);
            }
        }
    }

    private Entries.Begun entry(Payment payment) {
        return new Entries.Begun(payment, "brought:" + payment.id(), null, List.of(), null);
    }

    private Optional<Order> order(Payment payment) {
        if (payment.state() == PaymentState.FAILED) {
            return Optional.empty();
        }
        var currency = payment.amount().currency();
        var mine = wallets.account(payment.customer(), currency);
        var chain = new ArrayList<Instruction>();
        var bank = wallets.bank(currency);
        var there =
                switch (payment.kind()) {
                    case SHOP, BILL, TOP_UP, WITHDRAW, ABROAD, PARCEL -> bank;
                    case MERCHANT -> wallets.till(payment.payeeRef(), currency);
                    case SEND -> wallets.account(payment.payee().orElseThrow(), currency);
                };
        boolean in = payment.kind() == PaymentKind.TOP_UP;
        chain.add(
                new Move(
                        in ? bank : mine,
                        in ? mine : there,
                        payment.amount(),
                        purpose(payment.kind()),
                        payment.at()));
        if (payment.state() == PaymentState.REFUNDED) {
            chain.add(new Move(bank, mine, payment.amount(), Purpose.RECOVER, payment.movedAt()));
        }
        return Optional.of(new Order(payment.about(), STEP, chain));
    }

    private static Purpose purpose(PaymentKind kind) {
        return switch (kind) {
            case SHOP, MERCHANT -> Purpose.PAY;
            case BILL -> Purpose.BILL;
            case SEND, PARCEL -> Purpose.SEND;
            case TOP_UP -> Purpose.TOP_UP;
            case WITHDRAW -> Purpose.WITHDRAW;
            case ABROAD -> Purpose.ABROAD;
        };
    }
}
