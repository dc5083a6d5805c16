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
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Receipts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Each notice goes by one way after another, as the customer wants it, until it has arrived or was
/// read; what is about the safety of the wallet goes by all of them at once. A notice goes by no
/// way twice.
@Component
public class Telling {

    /// So long a way has to say that it arrived; then the next one is tried.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// A phone that is on says so within seconds.
    private static final Duration PUSH_PATIENCE = Duration.ofMinutes(2);

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final Letters letters;
    private final Preferences preferences;
    private final Customers customers;
    private final Dispatches dispatches;
    private final Cases cases;
    private final Receipts receipts;
    private final Clock clock;

    Telling(
            JdbcClient jdbc,
            Letters letters,
            Preferences preferences,
            Customers customers,
            Dispatches dispatches,
            Cases cases,
            Receipts receipts,
            Clock clock) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.preferences = preferences;
        this.customers = customers;
        this.dispatches = dispatches;
        this.cases = cases;
        this.receipts = receipts;
        this.clock = clock;
    }

    private record Going(
            UUID id,
            CustomerId of,
            Letter.Kind kind,
            List<Channel> ways,
            Letters.Text text,
            Instant at) {}

    void tell(Customer customer, Letter.Kind kind, Letters.Text text) {
        var matter = kind.matter();
        boolean byAll = matter == Matter.SAFETY || matter == Matter.DIRECT;
        var order = Matters.order(byAll ? Matter.SAFETY : matter);
        var ways = byAll ? order : preferences.ways(customer.id(), matter);
        if (matter == Matter.INCOME && ways.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var it = new Going(Ids.next(), customer.id(), kind, ways, text, now);
        insert(it, byAll);
        if (byAll) {
            ways.forEach(way -> letters.write(it.id, kind, customer, way, text));
            return;
        }
        var due = preferences.whenever(customer.id(), now);
        if (due.isAfter(now)) {
            hold(it, due);
        } else {
            next(it, customer);
        }
    }

    private void insert(Going it, boolean byAll) {
        jdbc.sql(
                        """
                        insert into channels.notice (id, customer, kind, language, subject, body,
                            about, told_at, by_all, ways)
                        values (:id, :customer, :kind, :language, :subject, :body, :about, :now,
                            :all, '{}')
                        """)
                .param("id", it.id)
                .param("customer", it.of.uuid())
                .param("kind", it.kind.name())
                .param("language", it.text.language().toLanguageTag())
                .param("subject", it.text.subject())
                .param("body", it.text.body())
                .param("about", it.text.about())
                .param("all", byAll)
                .param("now", Timestamp.from(it.at))
                .update();
    }

    /// Those that wait for the end of quiet hours, and those of which nobody said that they
    /// arrived.
    @Scheduled(fixedDelayString = "${okpay.channels.notices-every:PT1S}")
    @Transactional
    public void goOn() {
        var now = clock.instant();
        jdbc.sql(
                        """
                        select id, customer, kind, language, subject, body, about, ways, told_at
                        from channels.notice
                        where next_at <= :now order by next_at limit :most for update skip locked
                        """)
                .param("now", Timestamp.from(now))
                .param("most", AT_ONCE)
                .query(Telling::going)
                .list()
                .forEach(it -> goOn(it, now));
    }

    private void goOn(Going it, Instant now) {
        var customer = customers.find(it.of);
        if (customer.isEmpty() || isMoot(it)) {
            rest(it.id);
            return;
        }
        var due = preferences.whenever(it.of, now);
        if (due.isAfter(now)) {
            hold(it, due);
        } else {
            next(it, customer.get());
        }
    }

    /// The answer that was waiting has been read meanwhile.
    private boolean isMoot(Going it) {
        return it.kind == Letter.Kind.ANSWER_WAITS
                && cases.numbered(it.text.about())
                        .map(Case::conversation)
                        .flatMap(in -> receipts.of(in, Receipts.Side.CUSTOMER).readAt())
                        .filter(it.at::isBefore)
                        .isPresent();
    }

    /// By the next way that leads to the customer; what still waits by those before it does not go
    /// any more. Where none is left, what waits goes on being tried.
    private void next(Going it, Customer customer) {
        var before = letters.of(it.id);
        var left = new ArrayDeque<>(it.ways);
        left.removeIf(way -> !letters.leadsTo(customer, way));
        var way = left.poll();
        if (way == null || !letters.write(it.id, it.kind, customer, way, it.text)) {
            put(it.id, List.of(), Optional.empty(), false);
            return;
        }
        dispatches.dropLetters(before);
        var patience = way == Channel.PUSH ? PUSH_PATIENCE : PATIENCE;
        put(
                it.id,
                List.copyOf(left),
                left.isEmpty() ? Optional.empty() : Optional.of(clock.instant().plus(patience)),
                false);
    }

    /// Quiet hours: nothing of it goes before they are over.
    private void hold(Going it, Instant until) {
        dispatches.delayLetters(letters.of(it.id), until);
        put(it.id, it.ways, Optional.of(until), true);
    }

    private void put(UUID id, List<Channel> ways, Optional<Instant> next, boolean isHeld) {
        jdbc.sql(
                        """
                        update channels.notice set ways = :ways, next_at = :next, held = :held
                        where id = :id
                        """)
                .param("ways", Preferences.names(ways))
                .param("next", next.map(Timestamp::from).orElse(null))
                .param("held", isHeld)
                .param("id", id)
                .update();
    }

    /// Nothing more of it goes out.
    void rest(UUID notice) {
        dispatches.dropLetters(letters.of(notice));
        put(notice, List.of(), Optional.empty(), false);
    }

    /// Whoever changes what became of a letter holds its notice first.
    void hold(UUID letter) {
        jdbc.sql(
                        """
                        select n.id from channels.notice n join channels.letter l on l.notice = n.id
                        where l.id = :letter for update of n
                        """)
                .param("letter", letter)
                .query(UUID.class)
                .optional();
    }

    /// When a letter may go: quiet hours may have begun since it was written.
    ///
    /// @return empty when it may go now
    Optional<Instant> quietUntil(UUID letter) {
        var now = clock.instant();
        return jdbc.sql(
                        """
                        select n.customer from channels.notice n
                        join channels.letter l on l.notice = n.id
                        where l.id = :letter and not n.by_all
                        """)
                .param("letter", letter)
                .query(UUID.class)
                .optional()
                .map(it -> preferences.whenever(new CustomerId(it), now))
                .filter(now::isBefore);
    }

    /// It is where it should be: no other way is tried.
    void arrived(UUID letter) {
        going(letter).ifPresent(this::rest);
    }

    /// It was sent by a way that tells only when it did not arrive: the others wait for that.
    void rests(UUID letter) {
        going(letter)
                .ifPresent(it ->
                        jdbc.sql("update channels.notice set next_at = null where id = :id")
                                .param("id", it)
                                .update());
    }

    /// It will not get there: the next way is tried at once, unless it goes by another still.
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

    /// One that goes by one way after another.
    private Optional<UUID> going(UUID letter) {
        return jdbc.sql(
                        """
                        select n.id from channels.notice n join channels.letter l on l.notice = n.id
                        where l.id = :letter and not n.by_all
                        """)
                .param("letter", letter)
                .query(UUID.class)
                .optional();
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
                        row.getString("body"),
                        row.getString("about")),
                row.getTimestamp("told_at").toInstant());
    }
}
