package okpay.desk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param goneAfter who has shown no sign for this long gets no new case
/// @param spare how long somebody gets nothing hard after something hard
/// @param rest how long somebody gets nothing at all after something hard
/// @param hardADay how long somebody works on what is hard within a day; more goes to others
/// @param revealed how long a private field stays open
/// @param capacity how many cases somebody works on at once who has not said otherwise
@ConfigurationProperties("okpay.desk")
record DeskSettings(
        @DefaultValue("PT3M") Duration goneAfter,
        @DefaultValue("PT30M") Duration spare,
        @DefaultValue("PT5M") Duration rest,
        @DefaultValue("PT1H") Duration hardADay,
        @DefaultValue("PT5M") Duration revealed,
        @DefaultValue("5") int capacity) {}
