package okpay.channels;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// By which ways we are reached now, for everybody to see; and each lane as a measure,
/// `okpay.channels.lane` (1 while it lives).
@Component
public class Reach {

    private final List<Reachable> all;
    private final Pulse pulse;
    private final Clock clock;
    private final MultiGauge lanes;

    Reach(List<Reachable> all, Pulse pulse, Clock clock, MeterRegistry meters) {
        this.all = all.stream().sorted(Comparator.comparing(Reachable::channel)).toList();
        this.pulse = pulse;
        this.clock = clock;
        this.lanes = MultiGauge.builder("okpay.channels.lane").register(meters);
    }

    /// @param at where, as people type it
    /// @param trouble since when it does not work; empty when it does
    public record Offer(Channel channel, String at, Optional<Instant> trouble) {}

    /// The channels that are connected.
    public List<Offer> offers() {
        var now = clock.instant();
        var dead = pulse.dead();
        return all.stream()
                .flatMap(it ->
                        it.at().stream()
                                .map(at ->
                                        new Offer(
                                                it.channel(),
                                                at,
                                                dead.stream()
                                                        .filter(lane ->
                                                                lane.name().startsWith(it.lanes()))
                                                        .map(lane -> lane.since(now))
                                                        .min(Comparator.naturalOrder()))))
                .toList();
    }

    /// A lane by which we tell or listen, and nobody writes to us.
    ///
    /// @param trouble since when it does not work; empty when it does
    public record Way(String lane, Optional<Instant> trouble) {}

    /// Text messages, pushes, reviews: those that were used within a day.
    public List<Way> others() {
        var now = clock.instant();
        return pulse.lanes().stream()
                .filter(it -> all.stream().noneMatch(to -> it.name().startsWith(to.lanes())))
                .map(it ->
                        new Way(
                                it.name(),
                                it.isDeadAt(now) ? Optional.of(it.since(now)) : Optional.empty()))
                .toList();
    }

    /// Where ideas can be sent to besides the app.
    public Optional<String> ideas() {
        return all.stream().flatMap(it -> it.ideas().stream()).findFirst();
    }

    @Scheduled(fixedDelayString = "${okpay.channels.measure-every:PT10S}")
    void measure() {
        var now = clock.instant();
        lanes.register(
                pulse.lanes().stream()
                        .map(it ->
                                MultiGauge.Row.of(
                                        Tags.of("lane", it.name()), it.isDeadAt(now) ? 0 : 1))
                        .toList(),
                true);
    }
}
