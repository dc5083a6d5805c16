package okpay.ledger;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Wires the room.
@Configuration
@EnableConfigurationProperties(LedgerSettings.class)
class LedgerRoom {

    @Bean(destroyMethod = "close")
    Writer writer(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            LedgerSettings settings,
            Clock clock) {
        var scribe =
                new Scribe(
                        new Archive(jdbc),
                        new Journal(jdbc),
                        new Lane(jdbc),
                        new Scribe.Tools(settings, transaction, clock));
        return new Writer(scribe, settings);
    }
}
