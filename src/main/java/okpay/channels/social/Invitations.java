package okpay.channels.social;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okpay.channels.Channel;
import okpay.channels.Dispatches;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who was asked to write a word, so that what waits for them may be said.
@Component
class Invitations {

    /// Whoever has not written a word by then reads it in the app.
    static final Duration LASTS = Duration.ofDays(2);

    private final JdbcClient jdbc;
    private final Dispatches dispatches;
    private final Clock clock;

    Invitations(JdbcClient jdbc, Dispatches dispatches, Clock clock) {
        this.jdbc = jdbc;
        this.dispatches = dispatches;
        this.clock = clock;
    }

    /// Since when somebody has been asked, if they have and did not write since.
    Optional<Instant> since(Channel channel, String address) {
        return jdbc.sql(
                        """
                        select at from channels.invitation
                        where channel = :channel and address = :address
                        """)
                .param("channel", channel.name())
                .param("address", address)
                .query((row, _) -> row.getTimestamp("at").toInstant())
                .optional();
    }

    void asked(Channel channel, String address) {
        jdbc.sql(
                        """
                        insert into channels.invitation (channel, address, at)
                        values (:channel, :address, :now) on conflict do nothing
                        """)
                .param("channel", channel.name())
                .param("address", address)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    boolean isOver(Instant since) {
        return !clock.instant().isBefore(since.plus(LASTS));
    }

    /// They wrote: what waits for them may go now.
    @Transactional
    void answered(Channel channel, String address) {
        if (forget(channel, address)) {
            dispatches.hurry(channel, address);
        }
    }

    /// @return false when nobody was asked there
    boolean forget(Channel channel, String address) {
        return jdbc.sql(
                                """
                                delete from channels.invitation
                                where channel = :channel and address = :address
                                """)
                        .param("channel", channel.name())
                        .param("address", address)
                        .update()
                == 1;
    }
}
