package okpay.ledger;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// What the books do by themselves, by the clock.
@Component
class Caretaker {

    private final Ledger ledger;

    Caretaker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Scheduled(fixedDelayString = "${okpay.ledger.expire-every:PT10S}")
    void expireHolds() {
        ledger.expireHolds(500);
    }
}
