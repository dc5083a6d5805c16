package okpay.disputes;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How long things take by each country's rules: rows of `disputes.clock`, with their sources.
@Component
class Clocks {

    private final JdbcClient jdbc;
    private final DisputeSettings settings;
    private final Map<String, HolidayManager> calendars = new ConcurrentHashMap<>();

    Clocks(JdbcClient jdbc, DisputeSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// What a clock counts to.
    enum Hand {
        /// How long after the payment it may be contested.
        CONTEST,
        /// The other side answers.
        ANSWER,
        /// The customer has the money provisionally.
        CREDIT,
        /// We decide.
        DECIDE,
        /// The customer may appeal.
        APPEAL,
        /// We decide the appeal.
        DECIDE_APPEAL,
        /// From telling the customer that they lost until a credit goes back.
        END_CREDIT
    }

    private record Row(int days, boolean business, String calendar) {}

    /// When that is, counted from `start`; empty where the rules have no such clock. A clock ends
    /// with its last day, in our zone.
    Optional<Instant> due(String regime, Hand hand, DisputeReason reason, Instant start) {
        return jdbc.sql(
                        """
                        select days, business, calendar from disputes.clock
                        where regime = :regime and hand = :hand and reason in (:reason, 'ANY')
                        order by reason = 'ANY' limit 1
                        """)
                .param("regime", regime)
                .param("hand", hand.name())
                .param("reason", reason.name())
                .query((row, n) ->
                        new Row(
                                row.getInt("days"),
                                row.getBoolean("business"),
                                row.getString("calendar")))
                .optional()
                .map(row -> end(row, start));
    }

    private Instant end(Row row, Instant start) {
        var day = LocalDate.ofInstant(start, settings.zone());
        if (!row.business()) {
            day = day.plusDays(row.days());
        } else {
            for (int left = row.days(); left > 0; ) {
                day = day.plusDays(1);
                if (isBusinessDay(row.calendar(), day)) {
                    left--;
                }
            }
        }
        return day.plusDays(1).atStartOfDay(settings.zone()).toInstant();
    }

    private boolean isBusinessDay(String calendar, LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !calendars.computeIfAbsent(calendar, Clocks::calendar).isHoliday(day);
    }

    private static HolidayManager calendar(String name) {
        return HolidayManager.getInstance(ManagerParameters.create(name.toLowerCase(Locale.ROOT)));
    }
}
