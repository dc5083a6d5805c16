package okpay.verification;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How we find out who somebody is.
///
/// @param registerUrl where the register listens; without it, the pretend one
/// @param registerKey what we say to be let in
/// @param patience how long we wait for its answer
/// @param triesADay how often one customer may ask
/// @param youngest years of age below which a wallet takes a guardian
@ConfigurationProperties("okpay.verification")
record VerificationSettings(
        @Nullable URI registerUrl,
        @Nullable String registerKey,
        @DefaultValue("PT5S") Duration patience,
        @DefaultValue("5") int triesADay,
        @DefaultValue("16") int youngest) {}
