package okpay.web.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okpay.channels.phone.Talks;

/// A call as the desk sees it.
///
/// @param who empty while nobody knows who calls
/// @param agent who took it; empty when nobody did
/// @param waited until somebody spoke with them, or they gave up
/// @param spoke empty when nobody spoke
public record CallRow(
        Talks.Talk talk, String who, String agent, Duration waited, Optional<Duration> spoke) {

    /// Changes when those who wait are others, or more is known of them.
    public static String mark(List<CallRow> calls) {
        return Integer.toHexString(
                calls.stream().map(it -> it.talk.call() + it.who).toList().hashCode());
    }

    /// Minutes and seconds.
    public static String clock(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
