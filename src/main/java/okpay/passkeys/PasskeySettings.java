package okpay.passkeys;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// For whom passkeys are made.
///
/// @param domain the relying party: passkeys work there and below, and nowhere else
/// @param origins from where they are used, `https://…`; without any, `http://localhost` at any
///   port, for trying out
/// @param patience how long somebody may take to answer
/// @param most how many one customer may have
/// @param questionsAnHour how often one network address may ask to sign in
@ConfigurationProperties("okpay.passkeys")
record PasskeySettings(
        @DefaultValue("localhost") String domain,
        @DefaultValue({}) Set<String> origins,
        @DefaultValue("PT5M") Duration patience,
        @DefaultValue("10") int most,
        @DefaultValue("300") int questionsAnHour) {

    boolean allows(String origin) {
        return origins.isEmpty()
                ? origin.matches("http://localhost(:\\d+)?")
                : origins.contains(origin);
    }
}
