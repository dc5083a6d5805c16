package okpay.house;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Time is ours: it runs like the wall clock, and jumps when a story says so.
public final class TestClock extends Clock {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    public void passes(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    /// Until noon of the next day there: a story that begins then crosses no midnight by itself.
    public void passesUntilNoonIn(ZoneId zone) {
        var now = instant().atZone(zone);
        passes(Duration.between(now, now.plusDays(1).with(LocalTime.NOON)));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), ahead.get());
    }
}
