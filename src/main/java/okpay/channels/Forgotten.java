package okpay.channels;

import okpay.support.CaseErased;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What is erased in a case is erased here, too: what came from outside, and the letters about it.
@Component
class Forgotten {

    private final Arrivals arrivals;
    private final Outbox outbox;
    private final Ways ways;

    Forgotten(Arrivals arrivals, Outbox outbox, Ways ways) {
        this.arrivals = arrivals;
        this.outbox = outbox;
        this.ways = ways;
    }

    @EventListener
    void on(CaseErased news) {
        arrivals.erased(news.conversation());
        outbox.erased(news.number());
        ways.closed(news.conversation());
    }
}
