package okpay.help;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the help centre works.
///
/// @param byMeaning articles are found by what a question means; else by its words alone
/// @param zone whose days an article is shown until
/// @param reviewAfterDays so long an article may stand until somebody should read it again
@ConfigurationProperties("okpay.help")
record HelpSettings(
        @DefaultValue("true") boolean byMeaning,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("180") int reviewAfterDays) {}
