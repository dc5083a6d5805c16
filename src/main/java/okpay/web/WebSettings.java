package okpay.web;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the faces look and are reached.
///
/// @param zone the time zone dates are shown in
/// @param secureCookies true where the faces are served over HTTPS, as they must be on a network;
///   as the site is reached where it is not set
/// @param site how this site is reached from outside, without a slash at the end
/// @param mostStreams live pages open at once; more are told to come back later
/// @param streamsEach of them by one customer or agent
@ConfigurationProperties("okpay.web")
public record WebSettings(
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @Nullable Boolean secureCookies,
        @DefaultValue("http://127.0.0.1:8080") String site,
        @DefaultValue("5000") int mostStreams,
        @DefaultValue("50") int streamsEach) {

    boolean isSecure() {
        return secureCookies == null ? site.startsWith("https://") : secureCookies;
    }
}
