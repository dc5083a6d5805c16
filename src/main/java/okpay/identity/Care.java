package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Somebody came in by a way that a thief could take as well: from now on money leaves with care.
@Component
class Care {

    private final JdbcClient jdbc;
    private final IdentitySettings settings;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Care(JdbcClient jdbc, IdentitySettings settings, ApplicationEventPublisher news, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// In the caller's transaction.
    void take(CustomerId customer) {
        var until = clock.instant().plus(settings.caution());
        jdbc.sql("update identity.customer set cautious_until = :until where id = :id")
                .param("id", customer.uuid())
                .param("until", Timestamp.from(until))
                .update();
        news.publishEvent(new Cautioned(customer, until));
    }
}
