package okpay.channels.voices;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import okpay.channels.Pulse;
import okpay.channels.voices.PublicPlace.Fetched;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Listens to each place now and then. What was heard before is heard again: only what is new, or
/// was changed, is kept.
@Component
public class Ears {

    /// So many in a row that are as they were: those behind them are, too.
    private static final int ENOUGH = 100;

    private final JdbcClient jdbc;
    private final List<PublicPlace> places;
    private final Voices voices;
    private final Pulse pulse;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Ears(
            JdbcClient jdbc,
            List<PublicPlace> places,
            Voices voices,
            Pulse pulse,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.places = List.copyOf(places);
        this.voices = voices;
        this.pulse = pulse;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Those whose time has come, on one of the nodes.
    @Scheduled(fixedDelayString = "${okpay.channels.voices.every:PT1M}")
    public void listenWhenDue() {
        places.stream()
                .filter(PublicPlace::isConnected)
                .filter(it -> isDue(it.place()))
                .forEach(this::listen);
    }

    /// All that are connected.
    public void listen() {
        places.stream().filter(PublicPlace::isConnected).forEach(this::listen);
    }

    private boolean isDue(Place place) {
        var now = clock.instant();
        return jdbc.sql(
                                """
                                insert into channels.listening as l (place, next_at, whole_at)
                                values (:place, :next, 'epoch')
                                on conflict (place) do update set next_at = :next
                                where l.next_at <= :now
                                """)
                        .param("place", place.name())
                        .param("next", Timestamp.from(now.plus(place.every())))
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /// Who allows a hundred questions a day is asked no sooner.
    private void soonAgain(Place place) {
        jdbc.sql("update channels.listening set next_at = :next where place = :place")
                .param("next", Timestamp.from(clock.instant().plus(place.again())))
                .param("place", place.name())
                .update();
    }

    /// Once a day all of it is looked through: not every place says when something was changed.
    private boolean isWhole(Place place) {
        return jdbc.sql("select whole_at < :then from channels.listening where place = :place")
                .param("place", place.name())
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                .query(Boolean.class)
                .single();
    }

    private void isHeardWhole(Place place) {
        jdbc.sql("update channels.listening set whole_at = :now where place = :place")
                .param("place", place.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private void listen(PublicPlace place) {
        var lane = "voices." + place.place();
        try {
            boolean isWhole = isWhole(place.place());
            var asBefore = new int[1];
            place.listen(it -> {
                asBefore[0] = keep(place.place(), it) ? 0 : asBefore[0] + 1;
                return isWhole || asBefore[0] < ENOUGH;
            });
            if (isWhole) {
                isHeardWhole(place.place());
            }
            pulse.beat(lane, place.place().every().plusMinutes(5));
        } catch (IOException | RuntimeException e) {
            pulse.failed(lane, String.valueOf(e.getMessage()));
            soonAgain(place.place());
        }
    }

    private boolean keep(Place place, Fetched it) {
        return Boolean.TRUE.equals(transaction.execute(_ -> voices.keep(place, it)));
    }
}
