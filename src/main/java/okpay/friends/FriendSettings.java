package okpay.friends;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How people deal with each other.
///
/// @param parcelLasts how long somebody may take to accept money
/// @param parcelsADay how many of them one person may send a day
/// @param requestLasts how long a request can be paid
/// @param mostRequests how many requests one person may make a day
/// @param mostToOne how many of either to the same person
/// @param mostPlans how many plans of sending one person may have
@ConfigurationProperties("okpay.friends")
record FriendSettings(
        @DefaultValue("PT24H") Duration parcelLasts,
        @DefaultValue("20") int parcelsADay,
        @DefaultValue("P7D") Duration requestLasts,
        @DefaultValue("50") int mostRequests,
        @DefaultValue("3") int mostToOne,
        @DefaultValue("30") int mostPlans) {}
