package okpay.friends;

import java.time.Clock;
import java.time.LocalTime;
import java.util.Optional;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends what was planned for today. While the money is not there it tries again until the evening;
/// then the day is over, and the owner is told. A day that was missed is over, too: nobody agreed
/// to the day after.
@Component
public class PlanKeeper {

    private static final Logger log = LoggerFactory.getLogger(PlanKeeper.class);
    private static final int MOST = 100;

    /// No try after this hour, as in China.
    private static final LocalTime EVENING = LocalTime.of(20, 0);

    private final Plans plans;
    private final Payments payments;
    private final Customers customers;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PlanKeeper(
            Plans plans,
            Payments payments,
            Customers customers,
            Owners owners,
            TransactionTemplate transaction,
            Clock clock) {
        this.plans = plans;
        this.payments = payments;
        this.customers = customers;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// From eight in the morning, every hour until the evening.
    @Scheduled(cron = "${okpay.friends.send-at:0 5 8-20 * * *}", zone = "Asia/Shanghai")
    public void send() {
        var today = plans.today();
        Optional<PlanId> after = Optional.empty();
        for (var some = plans.due(today, after, MOST);
                !some.isEmpty();
                some = plans.due(today, after, MOST)) {
            for (var plan : some) {
                try {
                    transaction.executeWithoutResult(_ -> send(plan));
                } catch (RuntimeException e) {
                    log.error("{} could not be sent; within the hour again", plan.id(), e);
                }
            }
            after = Optional.of(some.getLast().id());
        }
    }

    /// Under the number of its day: however often it is tried, it is sent once. Whoever ends it
    /// meanwhile waits, or came first.
    private void send(Plan plan) {
        if (!plans.hold(plan)) {
            return;
        }
        var payer = customers.find(plan.payer()).orElseThrow();
        var payee = customers.find(plan.payee()).orElseThrow();
        var key = "plan:" + Ids.next();
        var order = new PayOrder(plan.amount(), plan.note(), key, "", true);
        var before = payments.find(plan.payment()).<Attempt>map(Attempt.Made::new);
        if (before.isEmpty() && plan.next().filter(plans.today()::isAfter).isPresent()) {
            // Nobody agreed to another day.
            end(plan, payer, payee, Letter.Kind.PLAN_NOT_SENT);
            return;
        }
        var attempt = before.orElseGet(() -> payments.send(payer, payee, order, plan.payment()));
        boolean isShort =
                attempt instanceof Attempt.NotMade(var why) && why == Attempt.Reason.SHORT_OF_FUNDS;
        var evening = clock.instant().atZone(Plans.ZONE).toLocalTime();
        boolean waits = isShort && evening.isBefore(EVENING);
        if (!waits) {
            boolean isSent = attempt instanceof Attempt.Made;
            end(plan, payer, payee, isSent ? Letter.Kind.PLAN_SENT : Letter.Kind.PLAN_NOT_SENT);
        } else if (plans.waits(plan)) {
            owners.tell(payer, Letter.Kind.PLAN_WAITS, plan.amount(), payee.maskedName());
        }
    }

    private void end(Plan plan, Customer payer, Customer payee, Letter.Kind kind) {
        plans.over(plan, plan.after(plans.today()));
        owners.tell(payer, kind, plan.amount(), payee.maskedName());
    }
}
