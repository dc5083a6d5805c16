package okpay.bills;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How bills are paid.
///
/// @param billerUrl where billers listen; without it, the pretend ones
/// @param billerKey what we say to be let in
/// @param patience how long we wait for an answer
/// @param zone whose days count
/// @param remindBefore how many days before a bill is due the customer is reminded
/// @param payBefore how many days before it is due a standing order pays it
/// @param mostAccounts how many accounts one customer may keep
/// @param asksADay about how many others one customer may ask a day
@ConfigurationProperties("okpay.bills")
record BillSettings(
        @Nullable URI billerUrl,
        @Nullable String billerKey,
        @DefaultValue("PT3S") Duration patience,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("5") int remindBefore,
        @DefaultValue("3") int payBefore,
        @DefaultValue("30") int mostAccounts,
        @DefaultValue("30") int asksADay) {}
