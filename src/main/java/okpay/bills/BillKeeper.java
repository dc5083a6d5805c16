package okpay.bills;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import okpay.bills.Bills.Consent;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.wallet.Attempt;
import okpay.wallet.Payment;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks at every account once a day: reminds of what is due soon, pays what the customer has said
/// shall be paid, and tells billers what was paid.
@Component
public class BillKeeper {

    private static final Logger log = LoggerFactory.getLogger(BillKeeper.class);
    private static final int MOST = 100;

    private final BillStore store;
    private final BillerDesk billers;
    private final Bills bills;
    private final Payments payments;
    private final Customers customers;
    private final Owners owners;
    private final BillSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    BillKeeper(
            BillStore store,
            BillerDesk billers,
            Bills bills,
            Payments payments,
            Customers customers,
            Owners owners,
            BillSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.billers = billers;
        this.bills = bills;
        this.payments = payments;
        this.customers = customers;
        this.owners = owners;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// At nine in the morning, and again during the day for what was not looked at.
    @Scheduled(cron = "${okpay.bills.look-at:0 0 9-20 * * *}", zone = "Asia/Shanghai")
    public void look() {
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        var later = new ArrayList<BillAccountId>();
        for (var some = store.toLookAt(today, MOST);
                !some.isEmpty();
                some = store.toLookAt(today, MOST)) {
            some.stream()
                    .filter(account -> !looked(account, today))
                    .map(BillAccount::id)
                    .forEach(later::add);
        }
        store.lookAgain(later);
    }

    /// @return false when the biller said nothing that can be understood, or something failed
    private boolean looked(BillAccount account, LocalDate today) {
        try {
            var said = billers.ask(account.biller(), account.reference());
            if (said instanceof BillerDesk.Said.Due(var bill, var _)) {
                long left = ChronoUnit.DAYS.between(today, bill.due());
                var customer = customers.find(account.customer()).orElseThrow();
                boolean pays =
                        account.most().filter(most -> !bill.amount().exceeds(most)).isPresent();
                if (pays && left <= settings.payBefore()) {
                    pay(customer, account, bill, today);
                } else if (left <= settings.remindBefore() && !pays) {
                    tell(customer, bill, Letter.Kind.BILL_DUE);
                }
            }
            return !(said instanceof BillerDesk.Said.Silent);
        } catch (RuntimeException e) {
            log.error("{} could not be looked at; within the hour again", account.id(), e);
            return false;
        }
    }

    /// The same bill on the same day under the same key: a second node pays nothing. What failed is
    /// tried again the next day.
    private void pay(Customer customer, BillAccount account, Bill bill, LocalDate today) {
        boolean isStill =
                store.account(account.id())
                        .flatMap(BillAccount::most)
                        .filter(most -> !bill.amount().exceeds(most))
                        .isPresent();
        if (!isStill) {
            return;
        }
        var key = "standing:%s:%s".formatted(account.id(), today);
        var attempt = bills.pay(customer, account, bill.amount(), key, Consent.before());
        switch (attempt) {
            case Attempt.Made(var made) when made.state() == PaymentState.SUCCEEDED ->
                    tell(customer, bill, Letter.Kind.BILL_PAID);
            // The bank has not said yet.
            case Attempt.Made(var made) when made.state().isOpen() -> {}
            case Attempt.Made _ -> tell(customer, bill, Letter.Kind.BILL_NOT_PAID);
            case Attempt.NotMade(var why) when why == Attempt.Reason.PAID_ALREADY -> {}
            case Attempt.NotMade _ -> tell(customer, bill, Letter.Kind.BILL_NOT_PAID);
        }
    }

    private void tell(Customer customer, Bill bill, Letter.Kind kind) {
        transaction.executeWithoutResult(_ -> {
            if (store.reminded(customer.id(), bill, kind.name(), clock.instant())) {
                var day = bill.due().atStartOfDay(settings.zone()).toInstant();
                owners.tell(customer, kind, bill.amount(), bill.reference(), day);
            }
        });
    }

    /// Tells billers what was paid; those that do not hear are told again, after the others.
    @Scheduled(fixedDelayString = "${okpay.bills.tell-every:PT30S}")
    public void tellBillers() {
        for (var one : store.toTell(MOST)) {
            var state = payments.find(one.payment()).map(Payment::state);
            if (state.filter(it -> it == PaymentState.SUCCEEDED).isPresent()
                    && billers.tell(one.bill(), one.payment().toString())) {
                store.told(one.bill());
            } else if (state.filter(BillKeeper::isOver).isPresent()) {
                store.free(one.payment());
            } else {
                store.tellLater(one.bill(), clock.instant());
            }
        }
    }

    private static boolean isOver(PaymentState state) {
        return state == PaymentState.FAILED || state == PaymentState.REFUNDED;
    }
}
