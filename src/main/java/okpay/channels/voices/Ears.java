package okpay.channels.voices;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okpay.channels.Pulse;
import okpay.channels.voices.PublicPlace.Fetched;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Listens to each place now and then. What was heard before is heard again: only what is new, or
/// was changed, is kept.
@Component
public class Ears {

    /// Places allow a few hundred questions in an hour.
    private static final Duration PATIENCE = Duration.ofMinutes(35);

    /// So many in a row that are as they were: those behind them are, too.
    private static final int ENOUGH = 100;

    private final List<PublicPlace> places;
    private final Voices voices;
    private final Pulse pulse;
    private final TransactionTemplate transaction;

    Ears(List<PublicPlace> places, Voices voices, Pulse pulse, TransactionTemplate transaction) {
        this.places = List.copyOf(places);
        this.voices = voices;
        this.pulse = pulse;
        this.transaction = transaction;
    }

    /// All that are connected.
    @Scheduled(fixedDelayString = "${okpay.channels.voices.every:PT10M}")
    public void listen() {
        places.stream().filter(PublicPlace::isConnected).forEach(this::listen);
    }

    private void listen(PublicPlace place) {
        var lane = "voices." + place.place();
        try {
            var asBefore = new int[1];
            place.listen(it -> {
                asBefore[0] = keep(place.place(), it) ? 0 : asBefore[0] + 1;
                return asBefore[0] < ENOUGH;
            });
            pulse.beat(lane, PATIENCE);
        } catch (IOException | RuntimeException e) {
            pulse.failed(lane, String.valueOf(e.getMessage()));
        }
    }

    private boolean keep(Place place, Fetched it) {
        return Boolean.TRUE.equals(transaction.execute(_ -> voices.keep(place, it)));
    }
}
