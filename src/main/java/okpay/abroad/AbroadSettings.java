package okpay.abroad;

import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How OKPay sends abroad.
///
/// @param correspondentUrl where the correspondent bank listens; without it, the pretend one
/// @param correspondentSecret what messages in both directions are signed with
/// @param correspondentBic how the correspondent is called
/// @param bic how OKPay is called
/// @param patience how long we wait for an answer
/// @param quoteLasts how long a price is promised
/// @param ratesLast nothing is promised at a rate that is older
/// @param cutOff what comes later leaves on the next working day
/// @param zone of our working days
@ConfigurationProperties("okpay.abroad")
public record AbroadSettings(
        @Nullable URI correspondentUrl,
        @Nullable String correspondentSecret,
        @DefaultValue("CORRCNSHXXX") String correspondentBic,
        @DefaultValue("OKPYCNSHXXX") String bic,
        @DefaultValue("PT3S") Duration patience,
        @DefaultValue("PT30M") Duration quoteLasts,
        @DefaultValue("P1D") Duration ratesLast,
        @DefaultValue("16:00") LocalTime cutOff,
        @DefaultValue("Asia/Shanghai") ZoneId zone) {

    public AbroadSettings {
        if (correspondentUrl != null && correspondentSecret == null) {
            throw new IllegalArgumentException(
                    "okpay.abroad.correspondent-url needs a correspondent-secret");
        }
    }
}
