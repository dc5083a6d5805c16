package okpay.hours;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of calendars.
@Component
class HoursRows {

    private final JdbcClient jdbc;

    HoursRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Ordinary(DayOfWeek day, Opening opening) {}

    /// @param opening empty on a day that is closed
    record Special(LocalDate day, Optional<Opening> opening, String why) {}

    /// In the order of the week.
    List<Ordinary> ordinary(String calendar) {
        return jdbc.sql(
                        "select day, opens, closes from hours.ordinary where calendar = :name"
                                + " order by day, opens")
                .param("name", calendar)
                .query((row, _) ->
                        new Ordinary(
                                DayOfWeek.of(row.getInt("day")),
                                new Opening(row.getInt("opens"), row.getInt("closes"))))
                .list();
    }

    /// In the order of time.
    List<Special> special(String calendar) {
        return jdbc.sql(
                        "select day, opens, closes, why from hours.special where calendar = :name"
                                + " order by day, opens")
                .param("name", calendar)
                .query(HoursRows::special)
                .list();
    }

    private static Special special(ResultSet row, int n) throws SQLException {
        int to = row.getInt("closes");
        return new Special(
                row.getObject("day", LocalDate.class),
                Optional.ofNullable(row.getObject("opens", Integer.class))
                        .map(from -> new Opening(from, to)),
                row.getString("why"));
    }
}
