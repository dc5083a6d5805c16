package okpay.identity;

import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import okpay.database.Grouped;
import okpay.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Who is signed in, from which device, until when.
@Component
public class Sessions {

    static final Duration CUSTOMER_LASTS = Duration.ofDays(30);
    static final Duration AGENT_LASTS = Duration.ofHours(12);

    /// A session that is ended is over everywhere within this time.
    static final Duration KEEP = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Customers customers;
    private final Agents agents;
    private final Clock clock;
    private final Grouped<Token, SignedIn> people;

    Sessions(JdbcClient jdbc, Customers customers, Agents agents, Clock clock) {
        this.jdbc = jdbc;
        this.customers = customers;
        this.agents = agents;
        this.clock = clock;
        this.people = new Grouped<>("sessions", KEEP, this::people);
    }

    Token open(CustomerId customer, Device device, ProvenBy by) {
        return open(new Row(customer.uuid(), null, until(CUSTOMER_LASTS)), device, by);
    }

    Token open(AgentId agent, Device device) {
        return open(new Row(null, agent.uuid(), until(AGENT_LASTS)), device, ProvenBy.PASSWORD);
    }

    /// The person behind a token; empty when it was never given, has ended or has expired.
    public Optional<Person> find(Token token) {
        return people.find(token)
                .filter(one -> one.until().isAfter(clock.instant()))
                .map(SignedIn::person);
    }

    private record SignedIn(Person person, Instant until) {}

    /// Whoever was just confirmed may pay more at once, not only when their session is read again.
    @TransactionalEventListener(fallbackExecution = true)
    void on(TierRaised news) {
        people.forgetAll();
    }

    private Map<Token, SignedIn> people(List<Token> tokens) {
        var byHash = new HashMap<String, Row>();
        jdbc.sql(
                        """
                        select encode(token_hash, 'hex') as hash, customer, agent, expires_at
                        from identity.session
                        where token_hash = any(:hashes::bytea[]) and ended_at is null
                          and expires_at > :now
                        """)
                .param("hashes", tokens.stream().map(Token::hash).toArray(byte[][]::new))
                .param("now", Timestamp.from(clock.instant()))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        byHash.put(
                                                row.getString("hash"),
                                                new Row(
                                                        row.getObject("customer", UUID.class),
                                                        row.getObject("agent", UUID.class),
                                                        row.getTimestamp("expires_at")
                                                                .toInstant())));
        var known =
                customers.findAll(
                        byHash.values().stream()
                                .flatMap(row -> Stream.ofNullable(row.customer()))
                                .map(CustomerId::new)
                                .toList());
        var found = new HashMap<Token, SignedIn>();
        for (var token : tokens) {
            var row = byHash.get(HexFormat.of().formatHex(token.hash()));
            if (row != null) {
                person(row, known)
                        .ifPresent(person -> found.put(token, new SignedIn(person, row.until())));
            }
        }
        return found;
    }

    @PreDestroy
    void close() {
        people.close();
    }

    public void end(Token token) {
        jdbc.sql("update identity.session set ended_at = :now where token_hash = :hash")
                .param("now", Timestamp.from(clock.instant()))
                .param("hash", token.hash())
                .update();
        people.forget(token);
    }

    void endAll(CustomerId customer) {
        endAll(customer, new byte[0]);
    }

    void endAll(AgentId agent) {
        jdbc.sql(
                        """
                        update identity.session set ended_at = :now
                        where agent = :id and ended_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", agent.uuid())
                .update();
    }

    /// Ends all of the customer's sessions but this one.
    public void endOthers(CustomerId customer, Token mine) {
        endAll(customer, mine.hash());
    }

    private void endAll(CustomerId customer, byte[] but) {
        jdbc.sql(
                        """
                        update identity.session set ended_at = :now
                        where customer = :customer and ended_at is null and token_hash <> :but
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("customer", customer.uuid())
                .param("but", but)
                .update();
        people.forgetAll();
    }

    /// Somebody's own data changed: whoever is signed in here is read anew.
    void readAgain() {
        people.forgetAll();
    }

    /// Where a customer is signed in, the latest first.
    ///
    /// @param isThis the one that asks
    public record Running(UUID id, Device device, Instant at, boolean isThis) {}

    public List<Running> running(CustomerId customer, Token mine) {
        return jdbc.sql(
                        """
                        select id, app_version, model, system, opened_at, proven_by,
                            token_hash = :mine as mine
                        from identity.session
                        where customer = :customer and ended_at is null and expires_at > :now
                        order by opened_at desc limit 50
                        """)
                .param("customer", customer.uuid())
                .param("mine", mine.hash())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) ->
                        new Running(
                                row.getObject("id", UUID.class),
                                SignedInFrom.row(row, n).device(),
                                row.getTimestamp("opened_at").toInstant(),
                                row.getBoolean("mine")))
                .list();
    }

    /// What a customer's session is known by inside; empty when it has ended.
    public Optional<UUID> id(Token token) {
        return jdbc.sql(
                        """
                        select id from identity.session
                        where token_hash = :hash and customer is not null and ended_at is null
                          and expires_at > :now
                        """)
                .param("hash", token.hash())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    /// A customer's sessions that have not ended.
    public List<UUID> running(CustomerId customer) {
        return jdbc.sql(
                        """
                        select id from identity.session
                        where customer = :customer and ended_at is null and expires_at > :now
                        """)
                .param("customer", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Ends one of the customer's own sessions; somebody else's does not exist.
    public void end(CustomerId customer, UUID session) {
        jdbc.sql(
                        """
                        update identity.session set ended_at = :now
                        where id = :id and customer = :customer and ended_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", session)
                .param("customer", customer.uuid())
                .update();
        people.forgetAll();
    }

    boolean wasHere(CustomerId customer) {
        return jdbc.sql("select exists (select 1 from identity.session where customer = :customer)")
                .param("customer", customer.uuid())
                .query(Boolean.class)
                .single();
    }

    /// Whether the customer was here on this device; one that bears no mark is never known.
    boolean knows(CustomerId customer, Device device) {
        return jdbc.sql(
                        """
                        select exists (select 1 from identity.session
                            where customer = :customer and mark = :mark and mark <> '')
                        """)
                .param("customer", customer.uuid())
                .param("mark", device.mark())
                .query(Boolean.class)
                .single();
    }

    /// Where a customer signed in last.
    public Optional<SignedInFrom> latest(CustomerId customer) {
        return jdbc.sql(
                        """
                        select app_version, model, system, opened_at, proven_by
                        from identity.session
                        where customer = :customer order by opened_at desc limit 1
                        """)
                .param("customer", customer.uuid())
                .query(SignedInFrom::row)
                .optional();
    }

    private Instant until(Duration lasts) {
        return clock.instant().plus(lasts);
    }

    private Token open(Row of, Device device, ProvenBy by) {
        var token = Token.fresh();
        jdbc.sql(
                        """
                        insert into identity.session (id, token_hash, customer, agent, app_version,
                            model, system, mark, opened_at, expires_at, proven_by)
                        values (:id, :hash, :customer, :agent, :app, :model, :system, :mark, :now,
                            :until, :by)
                        """)
                .param("id", Ids.next())
                .param("hash", token.hash())
                .param("customer", of.customer())
                .param("agent", of.agent())
                .param("app", device.appVersion())
                .param("model", device.model())
                .param("system", device.system())
                .param("mark", device.mark())
                .param("now", Timestamp.from(clock.instant()))
                .param("until", Timestamp.from(of.until()))
                .param("by", by.name())
                .update();
        return token;
    }

    private record Row(@Nullable UUID customer, @Nullable UUID agent, Instant until) {}

    private Optional<Person> person(Row row, Map<CustomerId, Customer> known) {
        if (row.customer() != null) {
            return Optional.ofNullable(known.get(new CustomerId(row.customer())))
                    .map(Person.OfCustomer::new);
        }
        return row.agent() == null
                ? Optional.empty()
                : agents.working(new AgentId(row.agent())).map(Person.OfAgent::new);
    }
}
