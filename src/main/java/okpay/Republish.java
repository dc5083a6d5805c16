package okpay;

import java.time.Duration;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// News that a listener could not take (a deadlock, a database that was away) is told again until
/// it is taken.
@Component
class Republish {

    private static final Duration OLD_ENOUGH = Duration.ofMinutes(1);

    private final IncompleteEventPublications publications;

    Republish(IncompleteEventPublications publications) {
        this.publications = publications;
    }

    @Scheduled(fixedRateString = "PT30S", initialDelayString = "PT30S")
    void again() {
        publications.resubmitIncompletePublicationsOlderThan(OLD_ENOUGH);
    }
}
