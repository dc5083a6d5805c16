package okpay.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param words how long what was said is kept after its case was over; what was booked is kept as
///   long as the books
@ConfigurationProperties("okpay.retention")
public record RetentionSettings(@DefaultValue("P1095D") Duration words) {}
