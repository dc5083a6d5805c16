package okpay.wallet;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks the bank again about every payment it has not said its last word on, until it knows.
/// Several OKPays on one database share the work: a payment is taken by one at a time.
@Component
public class Janitor {

    private static final Logger log = LoggerFactory.getLogger(Janitor.class);

    /// Long enough for one question; a janitor that dies meanwhile leaves the payment to the next
    /// round.
    private static final Duration TAKEN_FOR = Duration.ofMinutes(1);

    private final PaymentStore store;
    private final Settlements settlements;
    private final Rails rails;
    private final Clock clock;

    Janitor(PaymentStore store, Settlements settlements, Rails rails, Clock clock) {
        this.store = store;
        this.settlements = settlements;
        this.rails = rails;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${okpay.wallet.janitor-every:PT2S}")
    void rounds() {
        askAgain(50);
    }

    /// @return how many payments were asked about
    public int askAgain(int most) {
        var now = clock.instant();
        var due = store.dueToAsk(now, now.plus(TAKEN_FOR), most);
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(id -> each.execute(() -> ask(id)));
        }
        return due.size();
    }

    /// One payment that cannot be settled must not keep the others waiting.
    private void ask(PaymentId id) {
        try {
            var kind = store.find(id).orElseThrow().kind();
            var answer = rails.of(kind).ask(id.toString());
            var payment = settlements.settle(id, answer, true);
            log.debug("Asked about {}: {}", id, payment.bankSaid());
        } catch (RuntimeException e) {
            log.error("{} could not be settled; the next round tries again", id, e);
        }
    }
}
