package okpay.errors;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okpay.id.Ids;
import okpay.identity.Brake;
import okpay.identity.CustomerId;
import okpay.identity.Device;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The refusals and faults that stood on somebody's screen. Nothing of what they typed is kept.
@Component
public class ShownErrors {

    private static final Duration KEPT = Duration.ofDays(30);
    private static final int LONGEST = 120;
    private static final int MOST = 20;

    /// Somebody's loop of errors fills no table.
    private final Brake often = new Brake(60, Duration.ofHours(1));

    private final JdbcClient jdbc;
    private final Clock clock;

    ShownErrors(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param code a key of the texts (`pay.refused.OVER_LIMIT`), or the code of an error, with its
    ///   number where there is one (`FAULT er_…`)
    /// @param place the page or door, without what was asked of it
    public record Shown(String code, String place, Device device, Instant at) {}

    @Transactional
    public void write(CustomerId to, String code, String place, Device device) {
        if (often.isWornOut(to.toString())) {
            return;
        }
        jdbc.sql(
                        """
                        insert into errors.shown (id, customer, code, place, version, model, system, at)
                        values (:id, :to, :code, :place, :version, :model, :system, :now)
                        """)
                .param("id", Ids.next())
                .param("to", to.uuid())
                .param("code", cut(code))
                .param("place", cut(place))
                .param("version", device.appVersion())
                .param("model", device.model())
                .param("system", device.system())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// The latest first.
    public List<Shown> latest(CustomerId of, int most) {
        return jdbc.sql(
                        """
                        select code, place, version, model, system, at from errors.shown
                        where customer = :of order by at desc, id desc limit :most
                        """)
                .param("of", of.uuid())
                .param("most", Math.min(most, MOST))
                .query((row, _) ->
                        new Shown(
                                row.getString("code"),
                                row.getString("place"),
                                new Device(
                                        row.getString("version"),
                                        row.getString("model"),
                                        row.getString("system"),
                                        ""),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    /// How often each was shown since then, the most frequent first.
    public record Often(String code, long times, long people) {}

    public List<Often> often(Instant since, int most) {
        return jdbc.sql(
                        """
                        select code, count(*) as times, count(distinct customer) as people
                        from errors.shown where at >= :since
                        group by code order by times desc, code limit :most
                        """)
                .param("since", Timestamp.from(since))
                .param("most", most)
                .query((row, _) ->
                        new Often(
                                row.getString("code"), row.getLong("times"), row.getLong("people")))
                .list();
    }

    @Scheduled(cron = "${okpay.errors.forget-at:0 35 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from errors.shown where at < :then")
                .param("then", Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
