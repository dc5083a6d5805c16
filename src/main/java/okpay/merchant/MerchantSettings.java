package okpay.merchant;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How shops take money.
///
/// @param chargeLasts how long a bill can be paid
/// @param codeLasts how long a customer's own code is good for
/// @param mostShops how many shops one customer may have
@ConfigurationProperties("okpay.merchant")
record MerchantSettings(
        @DefaultValue("PT15M") Duration chargeLasts,
        @DefaultValue("PT1M") Duration codeLasts,
        @DefaultValue("5") int mostShops) {}
