package okpay.web.widget;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The chat in other pages; off where no origin or no secret is named.
///
/// @param origins the sites whose pages may show it, exactly: `https://www.example.com`, no paths
///   and no stars
/// @param secrets shared with the servers of those sites, with commas between; each is believed, so
///   that one can be exchanged. 32 characters at least.
/// @param longest a site may vouch for somebody for so long at most
/// @param lasts how long a customer's own pass is good for after that
/// @param inHouse with a page of our own (`/dev/widget`) that shows it, for trying it out
@ConfigurationProperties("okpay.widget")
record WidgetSettings(
        @DefaultValue List<String> origins,
        @DefaultValue List<String> secrets,
        @DefaultValue("PT5M") Duration longest,
        @DefaultValue("PT30M") Duration lasts,
        @DefaultValue("false") boolean inHouse) {

    private static final Pattern ORIGIN =
            Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9a-f:]+](:\\d{1,5})?");
    private static final int SHORTEST_SECRET = 32;

    WidgetSettings {
        origins = List.copyOf(origins);
        secrets = List.copyOf(secrets);
        for (var it : origins) {
            if (!ORIGIN.matcher(it).matches()) {
                throw new IllegalArgumentException(
                        "okpay.widget.origins: not an origin such as https://www.example.com: "
                                + it);
            }
        }
        if (secrets.stream().anyMatch(it -> it.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException(
                    "okpay.widget.secrets: at least 32 characters each, please");
        }
    }

    boolean isOn() {
        return inHouse || (!origins.isEmpty() && !secrets.isEmpty());
    }
}
