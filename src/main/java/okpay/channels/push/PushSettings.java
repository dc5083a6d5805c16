package okpay.channels.push;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Web push.
///
/// @param on whether browsers are offered it
/// @param contact whom a push service writes to when something is wrong with what we send
/// @param services hosts of push services that are believed, each with what is below it; nothing is
///   sent elsewhere, whatever a browser names
@ConfigurationProperties("okpay.channels.push")
record PushSettings(
        @DefaultValue("true") boolean on,
        @DefaultValue("mailto:help@okpay.example") String contact,
        @DefaultValue({
                    "fcm.googleapis.com",
                    "push.services.mozilla.com",
                    "web.push.apple.com",
                    "notify.windows.com"
                })
                List<String> services) {

    PushSettings {
        services = List.copyOf(services);
    }
}
