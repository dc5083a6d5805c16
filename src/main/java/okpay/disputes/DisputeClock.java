package okpay.disputes;

import java.time.Clock;
import okpay.wallet.PaymentMoved;
import okpay.wallet.PaymentState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Does what has its day: the other side's silence, the credit, its end, and what a crash left half
/// done.
@Component
public class DisputeClock {

    private static final Logger log = LoggerFactory.getLogger(DisputeClock.class);
    private static final int MOST = 100;

    private final DisputeStore store;
    private final Verdicts verdicts;
    private final DisputeMoney money;
    private final Clock clock;

    DisputeClock(DisputeStore store, Verdicts verdicts, DisputeMoney money, Clock clock) {
        this.money = money;
        this.store = store;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${okpay.disputes.every:PT1M}")
    public void work() {
        for (var id : store.due(clock.instant(), MOST)) {
            try {
                verdicts.silence(id);
                money.credit(id);
                verdicts.late(id);
                money.settle(id);
            } catch (RuntimeException e) {
                log.error("{} cannot go on; it is tried again", id, e);
            }
        }
    }

    /// News may come twice.
    @Async
    @TransactionalEventListener
    void on(PaymentMoved news) {
        if (news.to() == PaymentState.REFUNDED) {
            store.of(news.payment()).stream()
                    .filter(it -> !it.settled())
                    .forEach(it -> verdicts.sentBack(it.id()));
        }
    }
}
