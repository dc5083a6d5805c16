package okpay.friends;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people deal with each other.
///
/// @param parcelLasts how long somebody may take to accept money
/// @param requestLasts how long a request can be paid
/// @param mostRequests how many open requests one person may have
/// @param mostToOne how many of them to the same person
@ConfigurationProperties("okpay.friends")
record FriendSettings(
        @DefaultValue("PT24H") Duration parcelLasts,
        @DefaultValue("P7D") Duration requestLasts,
        @DefaultValue("50") int mostRequests,
        @DefaultValue("3") int mostToOne) {}
