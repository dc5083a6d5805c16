package okpay.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Tells whoever was paid, if they want to hear of it, within a second. It costs the books next to
/// nothing: what is to be told waits in memory, and where thousands are paid in a second, those
/// nobody can be told of are left out with one question. A node that is killed at that moment tells
/// nobody; the money stands in the list of payments as ever.
@Component
public class MoneyCame {

    private static final Logger log = LoggerFactory.getLogger(MoneyCame.class);
    private static final int AT_ONCE = 1_000;

    /// Where more wait, some are not told.
    private static final int MOST = 20_000;

    private final BlockingQueue<Payment> waiting = new ArrayBlockingQueue<>(MOST);
    private final Owners owners;
    private final Customers customers;
    private final TransactionTemplate transactions;

    MoneyCame(Owners owners, Customers customers, TransactionTemplate transactions) {
        this.owners = owners;
        this.customers = customers;
        this.transactions = transactions;
    }

    /// In the transaction that pays: whoever was paid is told if and only if it commits.
    ///
    /// @param payments that have just reached this state
    void tellOnceCommitted(Stream<Payment> payments) {
        var paid = payments.filter(MoneyCame::isPaid).toList();
        if (paid.isEmpty()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        paid.forEach(waiting::offer);
                    }
                });
    }

    private static boolean isPaid(Payment payment) {
        return payment.payee().isPresent() && payment.state() == PaymentState.SUCCEEDED;
    }

    @Scheduled(fixedDelayString = "${okpay.wallet.income-every:PT0.5S}")
    public void tell() {
        var some = new ArrayList<Payment>();
        while (waiting.drainTo(some, AT_ONCE) > 0) {
            tell(some);
            some.clear();
        }
    }

    private void tell(List<Payment> paid) {
        var payees = paid.stream().flatMap(it -> it.payee().stream()).collect(Collectors.toSet());
        var reached = owners.reach(Letter.Kind.MONEY_CAME, payees);
        var toTell =
                paid.stream().filter(it -> reached.contains(it.payee().orElseThrow())).toList();
        var both =
                customers.findAll(
                        toTell.stream()
                                .flatMap(it -> Stream.of(it.customer(), it.payee().orElseThrow()))
                                .collect(Collectors.toSet()));
        for (var it : toTell) {
            try {
                transactions.executeWithoutResult(_ -> tell(it, both));
            } catch (RuntimeException e) {
                log.warn("Nobody could be told of {}", it.id(), e);
            }
        }
    }

    private void tell(Payment payment, Map<CustomerId, Customer> both) {
        var payee = Objects.requireNonNull(both.get(payment.payee().orElseThrow()));
        var payer = Objects.requireNonNull(both.get(payment.customer()));
        owners.tell(payee, Letter.Kind.MONEY_CAME, payment.amount(), payer.maskedName());
    }
}
