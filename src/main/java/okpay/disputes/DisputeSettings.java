package okpay.disputes;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How disputes are held.
///
/// @param regime whose clocks count for new ones; a row of `disputes.clock`
/// @param zone whose days count
/// @param mostAlone the largest sum one person decides in the customer's favour, minor units
@ConfigurationProperties("okpay.disputes")
record DisputeSettings(
        @DefaultValue("CN") String regime,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("20000") long mostAlone) {}
