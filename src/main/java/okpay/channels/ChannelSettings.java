package okpay.channels;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How letters are written.
///
/// @param appUrl where people reach the app: links in letters begin with it, never with what a
///   request calls us
/// @param zone of the times in letters
/// @param keep how long a letter can be read again
/// @param rest how long an agent's answer waits before it leaves: until then it can be taken back
/// @param outboxPage shows every letter at `/dev/outbox` to whoever asks: for trying OKPay out, and
///   for nothing else
@ConfigurationProperties("okpay.channels")
public record ChannelSettings(
        @DefaultValue("http://127.0.0.1:8080") URI appUrl,
        @DefaultValue("Asia/Shanghai") ZoneId zone,
        @DefaultValue("P90D") Duration keep,
        @DefaultValue("PT20S") Duration rest,
        @DefaultValue("false") boolean outboxPage) {}
