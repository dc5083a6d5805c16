package okpay.channels.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.database.Turns;
import okpay.identity.Courier;
import okpay.identity.EmailAddress;
import okpay.identity.Handle;
import okpay.identity.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Whoever writes from an address we do not know is told once a day how to reach us, by whichever
/// node reads it: it says the same to everybody, and nothing about a wallet.
@Component
class StrangersNote {

    /// In an hour, to all of them.
    private static final int MOST = 500;

    private final Courier courier;
    private final JdbcClient jdbc;
    private final Clock clock;

    StrangersNote(Courier courier, JdbcClient jdbc, Clock clock) {
        this.courier = courier;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    public void send(EmailAddress to, Locale language) {
        Turns.take(jdbc, "note to strangers");
        if (written(to.value(), Duration.ofDays(1)) > 0
                || written("", Duration.ofHours(1)) >= MOST) {
            return;
        }
        courier.carry(
                new Letter(
                        Letter.Kind.NOT_KNOWN,
                        new Handle.Email(to),
                        language,
                        List.of(),
                        Optional.empty()));
    }

    /// @param to empty for everybody
    private long written(String to, Duration lately) {
        return jdbc.sql(
                        """
                        select count(*) from channels.letter
                        where kind = :kind and (:to = '' or address = :to) and written_at > :then
                        """)
                .param("kind", Letter.Kind.NOT_KNOWN.name())
                .param("to", to)
                .param("then", Timestamp.from(clock.instant().minus(lately)))
                .query(Long.class)
                .single();
    }
}
