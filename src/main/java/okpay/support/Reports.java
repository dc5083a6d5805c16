package okpay.support;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.AgentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How the desk is doing, from what happened (events and promises), not from how cases look now.
@Component
public class Reports {

    private final JdbcClient jdbc;
    private final Clock clock;

    Reports(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The desk at this moment.
    ///
    /// @param waiting cases in the queue
    /// @param oldest how long the first of them has waited
    /// @param atRisk promises of which four fifths of the time have gone
    /// @param late promises missed on cases that are still open
    public record Now(long waiting, Optional<Duration> oldest, long atRisk, long late) {}

    public Now now() {
        return jdbc.sql(
                        """
                        select
                            (select count(*) from support.support_case
                             where stage = 'WAITING' and merged_into is null) as waiting,
                            (select min(moved_at) from support.support_case
                             where stage = 'WAITING' and merged_into is null) as oldest,
                            (select count(*) from support.promise p
                             join support.rung r on r.promise = p.id and r.step = 'NEAR'
                             where p.state = 'RUNNING' and r.acted_at is not null) as at_risk,
                            (select count(distinct p.case_id) from support.promise p
                             join support.support_case c on c.id = p.case_id
                             where p.state = 'MISSED' and c.merged_into is null
                               and c.stage not in ('RESOLVED', 'CLOSED')) as late
                        """)
                .query((row, _) ->
                        new Now(
                                row.getLong("waiting"),
                                Optional.ofNullable(row.getTimestamp("oldest"))
                                        .map(Timestamp::toInstant)
                                        .map(it -> Duration.between(it, clock.instant())),
                                row.getLong("at_risk"),
                                row.getLong("late")))
                .single();
    }

    /// One day of the desk.
    ///
    /// @param reopened solved before, and taken up again
    public record Day(
            LocalDate day,
            long assigned,
            long solved,
            long reopened,
            long hurried,
            long kept,
            long missed) {}

    /// The last days, the oldest first; days on which nothing happened are among them.
    public List<Day> days(int days, ZoneId zone) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        return jdbc.sql(
                        """
                        with day as (
                            select generate_series(:first::date, :today::date, '1 day')::date as day),
                        event as (
                            select (at at time zone :zone)::date as day,
                                count(*) filter (where kind = 'ASSIGNED') as assigned,
                                count(*) filter (where kind = 'MOVED' and detail = 'RESOLVED') as solved,
                                count(*) filter (where kind = 'MOVED'
                                    and detail in ('WAITING', 'IN_PROGRESS')
                                    and before in ('RESOLVED', 'CLOSED')) as reopened,
                                count(*) filter (where kind = 'HURRIED') as hurried
                            from (select at, kind, detail, lag(case when kind = 'MOVED' then detail end)
                                      over (partition by case_id, kind order by seq) as before
                                  from support.case_event where case_id in (
                                      select case_id from support.case_event where at >= :since)) e
                            where at >= :since group by 1),
                        promised as (
                            select (ended_at at time zone :zone)::date as day,
                                count(*) filter (where state = 'KEPT') as kept,
                                count(*) filter (where state = 'MISSED') as missed
                            from support.promise where ended_at >= :since group by 1)
                        select day.day, coalesce(assigned, 0) as assigned, coalesce(solved, 0) as solved,
                            coalesce(reopened, 0) as reopened, coalesce(hurried, 0) as hurried,
                            coalesce(kept, 0) as kept, coalesce(missed, 0) as missed
                        from day left join event using (day) left join promised using (day)
                        order by day.day
                        """)
                .param("first", today.minusDays(days - 1L))
                .param("today", today)
                .param("zone", zone.getId())
                .param("since", begin(today.minusDays(days - 1L), zone))
                .query((row, _) ->
                        new Day(
                                row.getObject("day", LocalDate.class),
                                row.getLong("assigned"),
                                row.getLong("solved"),
                                row.getLong("reopened"),
                                row.getLong("hurried"),
                                row.getLong("kept"),
                                row.getLong("missed")))
                .list();
    }

    /// @param half within this time half of them came
    /// @param most within this time nine of ten did
    public record Times(long count, Duration half, Duration most) {}

    /// How long first answers took, and how long it took until a case was solved.
    public record Speed(Times firstReply, Times solved) {}

    public Speed speedSince(Instant since) {
        var first =
                times(
                        """
                        select extract(epoch from m.at - p.made_at) as took
                        from support.promise p join support.support_case c on c.id = p.case_id
                        cross join lateral (
                            select at from support.message
                            where conversation = c.conversation
                              and author_kind = 'AGENT' and at >= p.made_at
                            order by seq limit 1) m
                        where p.kind = 'FIRST_REPLY' and p.state <> 'MOVED'
                          and p.made_at >= :since
                        """,
                        since);
        var solved =
                times(
                        """
                        select extract(epoch from max(e.at) - min(c.opened_at)) as took
                        from support.case_event e join support.support_case c on c.id = e.case_id
                        where e.kind = 'MOVED' and e.detail = 'RESOLVED' and e.at >= :since
                        group by e.case_id
                        """,
                        since);
        return new Speed(first, solved);
    }

    private Times times(String took, Instant since) {
        return jdbc.sql(
                        "select count(*) as count,"
                                + " coalesce(percentile_cont(0.5) within group (order by took), 0) as half,"
                                + " coalesce(percentile_cont(0.9) within group (order by took), 0) as most"
                                + " from ("
                                + took
                                + ") t")
                .param("since", Timestamp.from(since))
                .query((row, _) ->
                        new Times(
                                row.getLong("count"),
                                Duration.ofSeconds(Math.round(row.getDouble("half"))),
                                Duration.ofSeconds(Math.round(row.getDouble("most")))))
                .single();
    }

    /// How many promises ended kept and missed since then.
    public record Kept(long kept, long missed) {}

    public Kept keptSince(Instant since) {
        return jdbc.sql(
                        """
                        select count(*) filter (where state = 'KEPT') as kept,
                               count(*) filter (where state = 'MISSED') as missed
                        from support.promise where ended_at >= :since
                        """)
                .param("since", Timestamp.from(since))
                .query(Kept.class)
                .single();
    }

    /// What the cases that were opened since then are about, of one kind.
    public List<String> aboutSince(String kind, Instant since, int most) {
        return jdbc.sql(
                        """
                        select about_id from support.support_case
                        where about_kind = :kind and opened_at >= :since limit :most
                        """)
                .param("kind", kind)
                .param("since", Timestamp.from(since))
                .param("most", most)
                .query((row, _) -> row.getString("about_id"))
                .list();
    }

    /// Why things happened, the most frequent first.
    public record Cause(String cause, long cases) {}

    public List<Cause> causesSince(Instant since) {
        return jdbc.sql(
                        """
                        select detail as cause, count(distinct case_id) as cases
                        from support.case_event where kind = 'CAUSE' and at >= :since
                        group by detail order by cases desc, detail limit 20
                        """)
                .param("since", Timestamp.from(since))
                .query((row, _) -> new Cause(row.getString("cause"), row.getLong("cases")))
                .list();
    }

    private static Timestamp begin(LocalDate day, ZoneId zone) {
        return Timestamp.from(day.atStartOfDay(zone).toInstant());
    }

    /// @param agent whose case it is
    public record Solved(CaseId of, AgentId agent) {}

    /// What was solved by somebody between two moments and was not merged into another.
    public List<Solved> solved(Instant from, Instant until) {
        return jdbc.sql(
                        """
                        select distinct c.id, c.assignee from support.case_event e
                        join support.support_case c on c.id = e.case_id
                        where e.kind = 'MOVED' and e.detail = 'RESOLVED' and e.at >= :from
                          and e.at < :until and c.assignee is not null and c.merged_into is null
                        """)
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .query((row, _) ->
                        new Solved(
                                new CaseId(row.getObject("id", UUID.class)),
                                new AgentId(row.getObject("assignee", UUID.class))))
                .list();
    }
}
