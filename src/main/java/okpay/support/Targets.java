package okpay.support;

import java.util.List;
import okpay.hours.HoursBook;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// How fast we are, by priority and by what is promised: in open time of a calendar. What is
/// changed counts for what is promised from then on.
@Component
public class Targets {

    /// Ninety days.
    private static final int MOST = 90 * 24 * 60;

    private final JdbcClient jdbc;
    private final HoursBook hours;

    Targets(JdbcClient jdbc, HoursBook hours) {
        this.jdbc = jdbc;
        this.hours = hours;
    }

    /// @param minutes of the calendar's open time
    public record Target(Priority priority, Promise.Kind kind, int minutes, String calendar) {}

    /// By kind, the most urgent first.
    public List<Target> all() {
        return jdbc.sql(
                        """
                        select priority, kind, minutes, calendar from support.target
                        order by kind, priority desc
                        """)
                .query((row, _) ->
                        new Target(
                                Priority.of(row.getInt("priority")),
                                Promise.Kind.valueOf(row.getString("kind")),
                                row.getInt("minutes"),
                                row.getString("calendar")))
                .list();
    }

    /// @return false when there is no such target or calendar, or it is no time: a minute to ninety
    ///   days
    @Transactional
    public boolean set(Target target) {
        return target.minutes >= 1
                && target.minutes <= MOST
                && hours.names().contains(target.calendar)
                && jdbc.sql(
                                        """
                                        update support.target
                                        set minutes = :minutes, calendar = :calendar
                                        where priority = :priority and kind = :kind
                                        """)
                                .param("minutes", target.minutes)
                                .param("calendar", target.calendar)
                                .param("priority", target.priority.rank())
                                .param("kind", target.kind.name())
                                .update()
                        == 1;
    }
}
