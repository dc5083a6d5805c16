package okpay.webhooks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param inside lets addresses of one's own network and plain HTTP through: only where nobody but
///   the operator names addresses
/// @param patience how long the other side may take to answer
/// @param keep how long a delivery that is over can be read and sent again
/// @param most how many endpoints there may be
@ConfigurationProperties("okpay.webhooks")
record WebhookSettings(
        @DefaultValue("false") boolean inside,
        @DefaultValue("PT10S") Duration patience,
        @DefaultValue("P30D") Duration keep,
        @DefaultValue("20") int most) {}
