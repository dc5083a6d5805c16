package okpay.identity;

import static okpay.database.Columns.texts;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.database.Grouped;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The people who have a wallet.
@Component
public class Customers {

    private static final String COLUMNS =
            "id, name, phone, email, language, since, cautious_until, tier,"
                    + " exists (select 1 from identity.pin where customer = id) as has_pin";

    /// A phone number that changes hands may find its old owner this long.
    private static final Duration KEEP = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final ApplicationEventPublisher news;
    private final Clock clock;
    private final Grouped<Handle, Customer> handles;

    Customers(JdbcClient jdbc, Passwords passwords, ApplicationEventPublisher news, Clock clock) {
        this.news = news;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
        this.handles = new Grouped<>("handles", KEEP, this::byHandles);
    }

    /// What came of a registration.
    public sealed interface Registration permits Registered, NotRegistered {}

    public record Registered(Customer customer) implements Registration {}

    public record NotRegistered(Reason reason) implements Registration {}

    /// Why nobody was registered, the first that applies.
    public enum Reason {
        NAME_MISSING,
        NO_WAY_TO_REACH,
        PASSWORD_TOO_SHORT,
        PASSWORD_TOO_LONG,
        PASSWORD_TOO_EASY,
        ALREADY_A_CUSTOMER;

        static Reason of(Passwords.Flaw flaw) {
            return switch (flaw) {
                case TOO_SHORT -> PASSWORD_TOO_SHORT;
                case TOO_LONG -> PASSWORD_TOO_LONG;
                case TOO_EASY -> PASSWORD_TOO_EASY;
            };
        }
    }

    /// Somebody who wants a wallet.
    public record Newcomer(
            String name,
            Optional<PhoneNumber> phone,
            Optional<EmailAddress> email,
            String password,
            Locale language) {}

    @Transactional
    public Registration register(Newcomer newcomer) {
        if (newcomer.name().isBlank() || newcomer.name().length() > 80) {
            return new NotRegistered(Reason.NAME_MISSING);
        }
        if (newcomer.phone().isEmpty() && newcomer.email().isEmpty()) {
            return new NotRegistered(Reason.NO_WAY_TO_REACH);
        }
        var customer =
                Customer.fresh(
                        CustomerId.next(),
                        newcomer.name().strip(),
                        newcomer.phone(),
                        newcomer.email(),
                        newcomer.language(),
                        clock.instant());
        var flaw = passwords.flaw(newcomer.password(), customer.known());
        if (flaw.isPresent()) {
            return new NotRegistered(Reason.of(flaw.get()));
        }
        try {
            bring(customer, passwords.hash(newcomer.password()));
        } catch (DuplicateKeyException _) {
            return new NotRegistered(Reason.ALREADY_A_CUSTOMER);
        }
        return new Registered(customer);
    }

    /// Takes over a customer from another system, with the Argon2id hash made there.
    @Transactional
    public void bring(Customer customer, String passwordHash) {
        jdbc.sql(
                        """
                        insert into identity.customer
                            (id, name, phone, email, language, since, password_hash, tier)
                        values (:id, :name, :phone, :email, :language, :since, :hash, :tier)
                        """)
                .param("id", customer.id().uuid())
                .param("name", customer.name())
                .param("phone", customer.phone().map(PhoneNumber::e164).orElse(null))
                .param("email", customer.email().map(EmailAddress::value).orElse(null))
                .param("language", customer.language().toLanguageTag())
                .param("since", Timestamp.from(customer.since()))
                .param("hash", passwordHash)
                .param("tier", customer.tier().name())
                .update();
    }

    public Optional<Customer> find(CustomerId id) {
        return jdbc.sql("select " + COLUMNS + " from identity.customer where id = :id")
                .param("id", id.uuid())
                .query(Customers::row)
                .optional();
    }

    /// By phone number or e-mail address, as a person types it.
    public Optional<Customer> byHandle(String handle) {
        return Handle.read(handle).flatMap(this::of);
    }

    public Optional<Customer> of(Handle handle) {
        return handles.find(handle);
    }

    /// Those of them there are.
    public Map<CustomerId, Customer> findAll(Collection<CustomerId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(
                                "select "
                                        + COLUMNS
                                        + " from identity.customer where id = any(:ids::uuid[])")
                        .param("ids", texts(ids, CustomerId::uuid))
                        .query(Customers::row)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Customer::id, Function.identity()));
    }

    private Map<Handle, Customer> byHandles(List<Handle> handles) {
        var found = new HashMap<Handle, Customer>();
        jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from identity.customer where email = any(:texts::text[])"
                                + " or phone = any(:texts::text[])")
                .param("texts", texts(handles, Handle::text))
                .query(Customers::row)
                .list()
                .forEach(one -> one.handles().forEach(handle -> found.put(handle, one)));
        return found;
    }

    @PreDestroy
    void close() {
        handles.close();
    }

    public List<Customer> all(int most) {
        return jdbc.sql("select " + COLUMNS + " from identity.customer order by since limit :most")
                .param("most", most)
                .query(Customers::row)
                .list();
    }

    /// Somebody else confirmed who this is.
    ///
    /// @param name as registers have it; from now on the customer is called so
    /// @param tier never lower than before
    @Transactional
    public void confirmed(CustomerId customer, String name, Tier tier) {
        int raised =
                jdbc.sql(
                                """
                                update identity.customer set name = :name, tier = :tier
                                where id = :id and (name, tier) <> (:name, :tier)
                                  and array_position(:order::text[], tier)
                                      <= array_position(:order::text[], :tier)
                                """)
                        .param("id", customer.uuid())
                        .param("name", name)
                        .param("tier", tier.name())
                        .param("order", texts(List.of(Tier.values()), Tier::name))
                        .update();
        if (raised == 1) {
            news.publishEvent(new TierRaised(customer, name, tier));
        }
    }

    void changePassword(CustomerId customer, String hash) {
        jdbc.sql("update identity.customer set password_hash = :hash where id = :id")
                .param("id", customer.uuid())
                .param("hash", hash)
                .update();
    }

    /// Nobody resets this customer's password before the end of the caller's transaction.
    public void hold(CustomerId customer) {
        jdbc.sql("select id from identity.customer where id = :id for no key update")
                .param("id", customer.uuid())
                .query((row, n) -> n)
                .optional();
    }

    /// Whether this is still the password's hash. If so, nobody changes it before the end of the
    /// caller's transaction: what an old password opens does not outlive the new one.
    boolean stillHas(CustomerId customer, String hash) {
        return jdbc.sql(
                        """
                        select true from identity.customer
                        where id = :id and password_hash = :hash for no key update
                        """)
                .param("id", customer.uuid())
                .param("hash", hash)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    String passwordHash(CustomerId customer) {
        return jdbc.sql("select password_hash from identity.customer where id = :id")
                .param("id", customer.uuid())
                .query(String.class)
                .single();
    }

    record Credentials(Customer customer, String hash) {}

    Optional<Credentials> credentials(String handle) {
        return Handle.read(handle)
                .flatMap(it ->
                        jdbc.sql(
                                        "select "
                                                + COLUMNS
                                                + ", password_hash from identity.customer"
                                                + " where email = :text or phone = :text")
                                .param("text", it.text())
                                .query((row, n) ->
                                        new Credentials(
                                                row(row, n), row.getString("password_hash")))
                                .optional());
    }

    private static Customer row(ResultSet row, int n) throws SQLException {
        return new Customer(
                new CustomerId(row.getObject("id", java.util.UUID.class)),
                row.getString("name"),
                Optional.ofNullable(row.getString("phone")).map(PhoneNumber::new),
                Optional.ofNullable(row.getString("email")).map(EmailAddress::new),
                Locale.forLanguageTag(row.getString("language")),
                row.getTimestamp("since").toInstant(),
                Optional.ofNullable(row.getTimestamp("cautious_until")).map(Timestamp::toInstant),
                row.getBoolean("has_pin"),
                Tier.valueOf(row.getString("tier")));
    }
}
