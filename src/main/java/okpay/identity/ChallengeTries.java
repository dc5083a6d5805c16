package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import okpay.database.Turns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// For one person some codes an hour, and not many tries a day, whichever node they come to: who
/// guesses for weeks shall not get anywhere. The same for people there are and are not.
@Component
class ChallengeTries {

    private final JdbcClient jdbc;
    private final IdentitySettings settings;
    private final Clock clock;

    ChallengeTries(JdbcClient jdbc, IdentitySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// Until the end of the caller's transaction nobody else asks for this one: what is counted is
    /// all.
    boolean areWornOut(Handle handle) {
        Turns.take(jdbc, "challenge " + handle.text());
        var now = clock.instant();
        return jdbc.sql(
                        """
                        select count(*) filter (where asked_at > :hour) >= :most
                            or coalesce(sum(wrong), 0) >= :tries
                        from identity.challenge where handle = :handle and asked_at > :day
                        """)
                .param("handle", handle.text())
                .param("hour", Timestamp.from(now.minus(Duration.ofHours(1))))
                .param("day", Timestamp.from(now.minus(Duration.ofDays(1))))
                .param("most", settings.codesAnHour())
                .param("tries", settings.codeTriesADay())
                .query(Boolean.class)
                .single();
    }
}
