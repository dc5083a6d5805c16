package okpay.files;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param clamd where ClamAV's daemon listens, `host:port`; empty: nobody scans
/// @param patience how long it may look at one file
/// @param aDay how many files may come into one customer's cases within a day
@ConfigurationProperties("okpay.files")
public record FileSettings(
        @DefaultValue("") String clamd,
        @DefaultValue("PT10S") Duration patience,
        @DefaultValue("50") int aDay) {}
