package okpay.ledger;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/// Wires the room, and lets holds expire.
@Configuration
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerRoom {

    private final Ledger ledger;

    LedgerRoom(Ledger ledger) {
        this.ledger = ledger;
    }

    @Scheduled(fixedDelayString = "${okpay.ledger.expire-every:PT10S}")
    void expireHolds() {
        ledger.expireHolds(500);
    }
}
