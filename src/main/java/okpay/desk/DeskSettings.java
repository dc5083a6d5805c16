package okpay.desk;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param goneAfter who has shown no sign for this long gets no new case
/// @param spare how long somebody gets nothing hard after something hard
/// @param rest how long somebody gets nothing at all after something hard
/// @param hardADay how long somebody works on what is hard within a day; more goes to others
/// @param revealed how long a private field stays open
/// @param reviewed how many of the cases somebody solved in a week are drawn to be read again
/// @param zone where a week begins
/// @param capacity how many cases somebody works on at once who has not said otherwise
@ConfigurationProperties("okpay.desk")
record DeskSettings(
        @DefaultValue("PT3M") Duration goneAfter,
        @DefaultValue("PT30M") Duration spare,
        @DefaultValue("PT5M") Duration rest,
        @DefaultValue("PT1H") Duration hardADay,
        @DefaultValue("PT5M") Duration revealed,
        @DefaultValue("3") int reviewed,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("5") int capacity) {}
