package okpay;

import java.time.Duration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// News that a listener could not take (a deadlock, a database that was away) is told again until
/// it is taken. What only waits its turn is left alone; what a killed node left half told is called
/// failed after a while (`spring.modulith.events.staleness`).
@Component
class Republish {

    private static final Duration OLD_ENOUGH = Duration.ofSeconds(20);

    private final FailedEventPublications publications;

    Republish(FailedEventPublications publications) {
        this.publications = publications;
    }

    @Scheduled(fixedRateString = "PT30S", initialDelayString = "PT30S")
    void again() {
        publications.resubmit(ResubmissionOptions.defaults().withMinAge(OLD_ENOUGH));
    }
}
