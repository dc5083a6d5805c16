package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How long people wait for a person, as it was and not as it should be.
@Component
public class Waiting {

    private static final Duration LATELY = Duration.ofDays(7);
    private static final int ENOUGH = 5;

    private static final Duration FRESH = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Kept latest;

    Waiting(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The last seven days.
    ///
    /// @param now how many wait for a first answer at this moment
    /// @param half within this time half of all first answers came, late ones counted; empty where
    ///   there are too few to say, or half of them were late
    /// @param inTime of a hundred first answers, how many came when they were promised
    public record Figures(long now, Optional<Duration> half, Optional<Long> inTime) {}

    private record Kept(Instant at, Figures figures) {}

    private record Row(long now, long ended, double half, double inTime) {}

    /// As it was within the last minute.
    public Figures lately() {
        var now = clock.instant();
        var kept = latest;
        if (kept == null || kept.at.isBefore(now.minus(FRESH)) || kept.at.isAfter(now)) {
            kept = new Kept(now, count());
            latest = kept;
        }
        return kept.figures;
    }

    private Figures count() {
        // How late a late answer came does not matter while more than half are in time.
        var row =
                jdbc.sql(
                                """
                                select count(*) filter (where state = 'RUNNING') as now,
                                       count(*) filter (where state <> 'RUNNING') as ended,
                                       percentile_cont(0.5) within group
                                           (order by extract(epoch from ended_at - made_at))
                                           filter (where state <> 'RUNNING') as half,
                                       100.0 * avg(case state when 'KEPT' then 1.0 else 0.0 end)
                                           filter (where state <> 'RUNNING') as in_time
                                from support.promise
                                where kind = 'FIRST_REPLY' and state in ('RUNNING', 'KEPT', 'MISSED')
                                  and (state = 'RUNNING' or ended_at > :since)
                                """)
                        .param("since", Timestamp.from(clock.instant().minus(LATELY)))
                        .query((one, _) ->
                                new Row(
                                        one.getLong("now"),
                                        one.getLong("ended"),
                                        one.getDouble("half"),
                                        one.getDouble("in_time")))
                        .single();
        return row.ended < ENOUGH
                ? new Figures(row.now, Optional.empty(), Optional.empty())
                : new Figures(
                        row.now,
                        row.inTime > 50
                                ? Optional.of(Duration.ofSeconds(Math.round(row.half)))
                                : Optional.empty(),
                        Optional.of((long) Math.floor(row.inTime)));
    }
}
