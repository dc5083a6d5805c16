package okpay.channels;

import java.time.Duration;
import java.util.List;

/// How long what did not go rests before it is tried again.
final class Pauses {

    /// After the last one, about a day and a half, it is given up.
    private static final List<Duration> ALL =
            List.of(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofHours(15));

    private static final Duration LONGEST = Duration.ofDays(1);

    private Pauses() {}

    /// @param asked as in [#after]; what is asked to wait that long has not been tried in vain
    static boolean isOver(int tries, Duration asked) {
        return tries > ALL.size() && !isLong(asked);
    }

    static boolean isLong(Duration asked) {
        return asked.compareTo(LONGEST) >= 0;
    }

    /// @param tries so far, at least one
    /// @param asked by the other side; no more than a day is granted
    static Duration after(int tries, Duration asked) {
        var pause = ALL.get(Math.min(tries, ALL.size()) - 1);
        var rest = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        return rest.compareTo(pause) > 0 ? rest : pause;
    }
}
