package okpay.webhooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What was told to whom, and how often it was tried. The pauses between tries are those the
/// Standard Webhooks specification proposes; after the last one, about 31 hours, it is given up and
/// can be sent again by hand.
@Component
public class Deliveries {

    static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(14));

    private static final int LONGEST_ANSWER = 300;
    private static final int PAGE = 50;

    private final JdbcClient jdbc;
    private final WebhookSettings settings;
    private final Clock clock;

    Deliveries(JdbcClient jdbc, WebhookSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    public enum State {
        WAITING,
        DELIVERED,
        GIVEN_UP
    }

    /// @param tries how often it was sent
    /// @param status what the other side answered last; empty when it did not
    /// @param nextAt when it is tried next; empty when that is over
    public record Delivery(
            DeliveryId id,
            EndpointId to,
            String type,
            String body,
            State state,
            int tries,
            Optional<Integer> status,
            String said,
            Instant happenedAt,
            Optional<Instant> nextAt) {}

    /// Something to be sent now.
    record Due(DeliveryId id, EndpointId to, URI url, String secret, String body, int tries) {}

    /// What came of a try.
    ///
    /// @param status 0 when there was no answer
    record Answer(int status, String said) {
        boolean isTaken() {
            return status >= 200 && status < 300;
        }

        boolean isGone() {
            return status == 410;
        }
    }

    /// Takes what is due for as long as a try may last: no other node tries it meanwhile, and what
    /// a killed node had taken is tried again.
    ///
    /// @param most of each endpoint
    /// @param but endpoints that have enough to do
    @Transactional
    List<Due> take(int most, List<EndpointId> but) {
        var now = clock.instant();
        return jdbc.sql(
                        """
                        update webhooks.delivery d set next_at = :lease, tries = d.tries + 1
                        from webhooks.endpoint e
                        where e.id = d.endpoint and d.id in (
                            select due.id from webhooks.endpoint o
                            cross join lateral (
                                select w.id from webhooks.delivery w
                                where w.endpoint = o.id and w.state = 'WAITING' and w.next_at <= :now
                                order by w.next_at limit :most for update skip locked) due
                            where o.state = 'ON' and o.id <> all(:but))
                        returning d.id, d.endpoint, e.url, e.secret, d.body, d.tries
                        """)
                .param("lease", Timestamp.from(now.plus(settings.patience().multipliedBy(3))))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .param("but", but.stream().map(EndpointId::uuid).toArray(UUID[]::new))
                .query((row, _) ->
                        new Due(
                                new DeliveryId(row.getObject("id", UUID.class)),
                                new EndpointId(row.getObject("endpoint", UUID.class)),
                                URI.create(row.getString("url")),
                                row.getString("secret"),
                                row.getString("body"),
                                row.getInt("tries")))
                .list();
    }

    @Transactional
    void answered(Due it, Answer answer) {
        var pause =
                it.tries <= PAUSES.size()
                        ? Optional.of(PAUSES.get(it.tries - 1))
                        : Optional.<Duration>empty();
        var state =
                answer.isTaken()
                        ? State.DELIVERED
                        : pause.isEmpty() || answer.isGone() ? State.GIVEN_UP : State.WAITING;
        var next =
                state == State.WAITING
                        ? pause.map(clock.instant()::plus).map(Timestamp::from)
                        : Optional.<Timestamp>empty();
        jdbc.sql(
                        """
                        update webhooks.delivery
                        set state = :state, next_at = :next, status = :status, said = :said
                        where id = :id and state = 'WAITING' and tries = :tries
                        """)
                .param("state", state.name())
                .param("next", next.orElse(null))
                .param("status", answer.status == 0 ? null : answer.status)
                .param("said", cut(answer.said))
                .param("id", it.id.uuid())
                .param("tries", it.tries)
                .update();
    }

    /// The same again, from the first try on: the other side has lost it, or was mended meanwhile.
    ///
    /// @return false when there is none
    @Transactional
    public boolean sendAgain(DeliveryId id) {
        return jdbc.sql(
                                """
                                update webhooks.delivery set state = 'WAITING', tries = 0, next_at = :now
                                where id = :id
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id.uuid())
                        .update()
                == 1;
    }

    /// Everything that was given up for an endpoint.
    @Transactional
    public int sendAllAgain(EndpointId to) {
        return jdbc.sql(
                        """
                        update webhooks.delivery set state = 'WAITING', tries = 0, next_at = :now
                        where endpoint = :endpoint and state = 'GIVEN_UP'
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("endpoint", to.uuid())
                .update();
    }

    /// The latest first, at most 50.
    public List<Delivery> latest(EndpointId to) {
        return jdbc.sql(
                        """
                        select id, endpoint, type, body, state, tries, status, said, happened_at, next_at
                        from webhooks.delivery where endpoint = :endpoint
                        order by happened_at desc, id desc limit :most
                        """)
                .param("endpoint", to.uuid())
                .param("most", PAGE)
                .query(Deliveries::row)
                .list();
    }

    @Scheduled(cron = "${okpay.webhooks.forget-at:0 55 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from webhooks.delivery where state <> 'WAITING' and happened_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(settings.keep())))
                .update();
    }

    private static String cut(String said) {
        var tidy = said.replaceAll("\\p{Cntrl}", " ").strip();
        return tidy.length() <= LONGEST_ANSWER ? tidy : tidy.substring(0, LONGEST_ANSWER);
    }

    private static Delivery row(ResultSet row, int n) throws SQLException {
        return new Delivery(
                new DeliveryId(row.getObject("id", UUID.class)),
                new EndpointId(row.getObject("endpoint", UUID.class)),
                row.getString("type"),
                row.getString("body"),
                State.valueOf(row.getString("state")),
                row.getInt("tries"),
                Optional.ofNullable(row.getObject("status", Integer.class)),
                row.getString("said"),
                row.getTimestamp("happened_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("next_at")).map(Timestamp::toInstant));
    }
}
