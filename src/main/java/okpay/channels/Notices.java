package okpay.channels;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Matter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What a customer is told. Each notice lies in the app, and goes by one way after another, as the
/// customer wants it, until it has arrived or was read; what is about the safety of the wallet goes
/// by all of them at once. A notice goes by no way twice.
@Component
public class Notices {

    /// So long a way has to say that it arrived; then the next one is tried.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /// A phone that is on says so within seconds.
    static final Duration PUSH_PATIENCE = Duration.ofMinutes(2);

    private static final int AT_ONCE = 200;
    private static final int SHOWN = 100;

    private final JdbcClient jdbc;
    private final Letters letters;
    private final Preferences preferences;
    private final Customers customers;
    private final Dispatches dispatches;
    private final ChannelSettings settings;
    private final Clock clock;

    Notices(
            JdbcClient jdbc,
            Letters letters,
            Preferences preferences,
            Customers customers,
            Dispatches dispatches,
            ChannelSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.preferences = preferences;
        this.customers = customers;
        this.dispatches = dispatches;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param ways it went by so far, in their order
    /// @param arrived by one of them, as far as we know
    public record Notice(
            UUID id,
            Letter.Kind kind,
            String subject,
            String body,
            Instant at,
            boolean isSeen,
            List<Channel> ways,
            boolean arrived) {}

    private record Going(
            UUID id, CustomerId of, Letter.Kind kind, List<Channel> ways, Letters.Text text) {}

    void tell(Customer customer, Letter.Kind kind, Letters.Text text) {
        var matter = kind.matter();
        boolean byAll = matter == Matter.SAFETY || matter == Matter.DIRECT;
        var order = Matters.order(byAll ? Matter.SAFETY : matter);
        var ways = byAll ? order : preferences.ways(customer.id(), matter);
        var now = clock.instant();
        var due = byAll ? now : preferences.whenever(customer.id(), now);
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into channels.notice (id, customer, kind, language, subject, body,
                            told_at, ways, next_at)
                        values (:id, :customer, :kind, :language, :subject, :body, :now, :ways, :due)
                        """)
                .param("id", id)
                .param("customer", customer.id().uuid())
                .param("kind", kind.name())
                .param("language", text.language().toLanguageTag())
                .param("subject", text.subject())
                .param("body", text.body())
                .param("now", Timestamp.from(now))
                .param("ways", Preferences.names(ways))
                .param("due", Timestamp.from(due))
                .update();
        if (byAll) {
            ways.forEach(way -> letters.write(id, kind, customer, way, text));
            rest(id);
        } else if (!due.isAfter(now)) {
            next(new Going(id, customer.id(), kind, ways, text), customer);
        }
    }

    /// Those that wait for the end of quiet hours, and those of which nobody said that they
    /// arrived.
    @Scheduled(fixedDelayString = "${okpay.channels.notices-every:PT1S}")
    @Transactional
    public void goOn() {
        var now = clock.instant();
        jdbc.sql(
                        """
                        select id, customer, kind, language, subject, body, ways from channels.notice
                        where next_at <= :now order by next_at limit :most for update skip locked
                        """)
                .param("now", Timestamp.from(now))
                .param("most", AT_ONCE)
                .query(Notices::going)
                .list()
                .forEach(it -> goOn(it, now));
    }

    private void goOn(Going it, Instant now) {
        var customer = customers.find(it.of);
        if (customer.isEmpty()) {
            rest(it.id);
            return;
        }
        var due = preferences.whenever(it.of, now);
        if (due.isAfter(now)) {
            wait(it.id, it.ways, due);
            return;
        }
        dispatches.dropOf(it.id);
        next(it, customer.get());
    }

    /// By the next way that leads to the customer.
    private void next(Going it, Customer customer) {
        var left = new ArrayDeque<>(it.ways);
        while (!left.isEmpty()) {
            var way = left.poll();
            if (letters.write(it.id, it.kind, customer, way, it.text)) {
                var patience = way == Channel.PUSH ? PUSH_PATIENCE : PATIENCE;
                wait(it.id, List.copyOf(left), clock.instant().plus(patience));
                return;
            }
        }
        rest(it.id);
    }

    private void wait(UUID id, List<Channel> ways, Instant until) {
        jdbc.sql("update channels.notice set ways = :ways, next_at = :next where id = :id")
                .param("ways", Preferences.names(ways))
                .param("next", Timestamp.from(until))
                .param("id", id)
                .update();
    }

    private void rest(UUID id) {
        jdbc.sql("update channels.notice set ways = '{}', next_at = null where id = :id")
                .param("id", id)
                .update();
    }

    /// It is where it should be: no other way is tried.
    @Transactional
    void arrived(UUID letter) {
        going(letter)
                .ifPresent(it -> {
                    rest(it);
                    dispatches.dropOf(it);
                });
    }

    /// It will not get there: the next way is tried at once, unless it goes by another still.
    @Transactional
    void failed(UUID letter) {
        going(letter)
                .ifPresent(it ->
                        jdbc.sql(
                                        """
                                        update channels.notice set next_at = :now
                                        where id = :id and not exists (select from channels.dispatch
                                              where letter = :letter and state in ('WAITING', 'SENT'))
                                        """)
                                .param("id", it)
                                .param("letter", letter)
                                .param("now", Timestamp.from(clock.instant()))
                                .update());
    }

    /// A notice that still looks for a way; those that go by all of them do not.
    private Optional<UUID> going(UUID letter) {
        return jdbc.sql(
                        """
                        select n.id from channels.notice n join channels.letter l on l.notice = n.id
                        where l.id = :letter and n.next_at is not null for update of n
                        """)
                .param("letter", letter)
                .query(UUID.class)
                .optional();
    }

    /// The newest first.
    public List<Notice> of(CustomerId customer) {
        return jdbc.sql(
                        """
                        select n.id, n.kind, n.subject, n.body, n.told_at, n.seen_at is not null as seen,
                            array(select l.via from channels.letter l where l.notice = n.id
                                order by l.written_at, l.id) as ways,
                            exists (select from channels.dispatch d
                                join channels.letter l on l.id = d.letter
                                where l.notice = n.id and d.arrived_at is not null) as arrived
                        from channels.notice n where n.customer = :id
                        order by n.told_at desc, n.id desc limit :most
                        """)
                .param("id", customer.uuid())
                .param("most", SHOWN)
                .query((row, _) ->
                        new Notice(
                                row.getObject("id", UUID.class),
                                Letter.Kind.valueOf(row.getString("kind")),
                                row.getString("subject"),
                                row.getString("body"),
                                row.getTimestamp("told_at").toInstant(),
                                row.getBoolean("seen"),
                                Preferences.channels(row.getArray("ways")),
                                row.getBoolean("arrived")))
                .list();
    }

    public long unseen(CustomerId customer) {
        return jdbc.sql(
                        """
                        select count(*) from channels.notice where customer = :id and seen_at is null
                        """)
                .param("id", customer.uuid())
                .query(Long.class)
                .single();
    }

    /// The customer has read all there is: nothing of it goes out any more, but what is about the
    /// safety of the wallet. Whoever reads may be somebody else.
    @Transactional
    public void seen(CustomerId customer) {
        jdbc.sql(
                        """
                        select id from channels.notice
                        where customer = :id and seen_at is null and next_at is not null
                        order by id for update
                        """)
                .param("id", customer.uuid())
                .query(UUID.class)
                .list()
                .forEach(it -> {
                    rest(it);
                    dispatches.dropOf(it);
                });
        jdbc.sql(
                        "update channels.notice set seen_at = :now where customer = :id and seen_at is null")
                .param("now", Timestamp.from(clock.instant()))
                .param("id", customer.uuid())
                .update();
    }

    /// What was told long ago is not kept for ever.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.notice where told_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(settings.keep())))
                .update();
    }

    private static Going going(ResultSet row, int n) throws SQLException {
        return new Going(
                row.getObject("id", UUID.class),
                new CustomerId(row.getObject("customer", UUID.class)),
                Letter.Kind.valueOf(row.getString("kind")),
                Preferences.channels(row.getArray("ways")),
                new Letters.Text(
                        Locale.forLanguageTag(row.getString("language")),
                        row.getString("subject"),
                        row.getString("body")));
    }
}
