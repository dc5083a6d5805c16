package okpay.identity;

import java.util.Objects;
import org.springframework.stereotype.Component;
import ua_parser.Client;
import ua_parser.Parser;

/// Reads a device from the headers a browser or an app sends along.
@Component
public class Devices {

    /// Loaded when the first device is read: the patterns take a moment.
    private static final class Patterns {
        static final Parser PARSER = new Parser();
    }

    /// @param userAgent the `User-Agent` header, or empty
    /// @param appVersion the `X-OKPay-App` header of our own apps, or empty
    public Device read(String userAgent, String appVersion) {
        if (userAgent.isBlank()) {
            return new Device(appVersion, "", "", "");
        }
        Client client =
                Patterns.PARSER.parse(
                        userAgent.length() > 400 ? userAgent.substring(0, 400) : userAgent);
        String app =
                appVersion.isBlank()
                        ? join(client.userAgent.family, client.userAgent.major)
                        : appVersion;
        return new Device(
                app, known(client.device.family), join(client.os.family, client.os.major), "");
    }

    private static String join(String name, String version) {
        return known(name) + (version == null ? "" : " " + version);
    }

    private static String known(String name) {
        return Objects.equals(name, "Other") || name == null ? "" : name;
    }
}
