package okpay.channels;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The heart-beat of each lane by which words come and go. A lane that stands still is seen before
/// anybody misses a letter.
@Component
public class Pulse {

    /// A lane beats at least three times in this time; then a banner is seen within a minute.
    public static final Duration PATIENCE = Duration.ofSeconds(35);

    private static final Duration KNOWN = Duration.ofDays(1);
    private static final int LONGEST = 200;

    private final JdbcClient jdbc;
    private final Clock clock;

    Pulse(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param said of what went wrong last
    ///
    /// @param failing since when it fails and did not beat; empty while it does
    public record Lane(
            String name, Instant okAt, Duration patience, Optional<Instant> failing, String said) {

        /// For too long it did not beat; or it failed, and did not recover.
        public boolean isDeadAt(Instant now) {
            return okAt.isBefore(now.minus(patience))
                    || failing.filter(it -> it.isBefore(now.minus(PATIENCE))).isPresent();
        }

        /// Since when it is dead, if it is.
        public Instant since(Instant now) {
            return okAt.isBefore(now.minus(patience)) ? okAt : failing.orElse(okAt);
        }
    }

    /// @param patience without another beat for so long it is dead
    @Transactional
    public void beat(String lane, Duration patience) {
        jdbc.sql(
                        """
                        insert into channels.pulse (lane, ok_at, patience_s)
                        values (:lane, :now, :patience)
                        on conflict (lane) do update
                        set ok_at = :now, patience_s = :patience, failing_since = null
                        """)
                .param("lane", lane)
                .param("patience", patience.toSeconds())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    public void failed(String lane, String why) {
        jdbc.sql(
                        """
                        insert into channels.pulse (lane, ok_at, failed_at, failing_since, said)
                        values (:lane, 'epoch', :now, :now, :why)
                        on conflict (lane) do update set failed_at = :now, said = :why,
                            failing_since = coalesce(channels.pulse.failing_since, :now)
                        """)
                .param("lane", lane)
                .param("why", Beginning.of(why, LONGEST))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// From now on it has to beat: one that never did is dead when its patience is over, and stays
    /// so as long as it is expected.
    @Transactional
    public void expect(String lane, Duration patience) {
        jdbc.sql(
                        """
                        insert into channels.pulse (lane, ok_at, expected_at, patience_s)
                        values (:lane, :now, :now, :patience)
                        on conflict (lane) do update set expected_at = :now
                        """)
                .param("lane", lane)
                .param("patience", patience.toSeconds())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Those of which anything was heard, good or bad, or expected within a day: nobody looks after
    /// the others any more.
    public List<Lane> lanes() {
        return jdbc.sql(
                        """
                        select lane, ok_at, patience_s, failing_since, said from channels.pulse
                        where greatest(ok_at, failed_at, expected_at) > :then order by lane
                        """)
                .param("then", Timestamp.from(clock.instant().minus(KNOWN)))
                .query((row, _) ->
                        new Lane(
                                row.getString("lane"),
                                row.getTimestamp("ok_at").toInstant(),
                                Duration.ofSeconds(row.getLong("patience_s")),
                                Optional.ofNullable(row.getTimestamp("failing_since"))
                                        .map(Timestamp::toInstant),
                                row.getString("said")))
                .list();
    }

    /// Those that do not beat.
    public List<Lane> dead() {
        var now = clock.instant();
        return lanes().stream().filter(it -> it.isDeadAt(now)).toList();
    }
}
