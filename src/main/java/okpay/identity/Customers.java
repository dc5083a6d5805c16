package okpay.identity;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import okpay.database.Grouped;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The people who have a wallet.
@Component
public class Customers {

    private static final String COLUMNS =
            "id, name, phone, email, language, since, cautious_until,"
                    + " exists (select 1 from identity.pin where customer = id) as has_pin";

    /// A phone number that changes hands may find its old owner this long.
    private static final Duration KEEP = Duration.ofSeconds(5);

    /// RFC 5321: no address is longer.
    private static final int LONGEST_HANDLE = 254;

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;
    private final Grouped<String, Customer> handles;

    Customers(JdbcClient jdbc, Passwords passwords, Clock clock) {
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
        var flaw =
                passwords.flaw(
                        newcomer.password(),
                        newcomer.name(),
                        newcomer.phone().map(it -> it.e164().substring(3)).orElse(""),
                        newcomer.email().map(EmailAddress::value).orElse(""));
        if (flaw.isPresent()) {
            return new NotRegistered(Reason.of(flaw.get()));
        }
        var customer =
                new Customer(
                        CustomerId.next(),
                        newcomer.name().strip(),
                        newcomer.phone(),
                        newcomer.email(),
                        newcomer.language(),
                        clock.instant(),
                        Optional.empty(),
                        false);
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
                            (id, name, phone, email, language, since, password_hash)
                        values (:id, :name, :phone, :email, :language, :since, :hash)
                        """)
                .param("id", customer.id().uuid())
                .param("name", customer.name())
                .param("phone", customer.phone().map(PhoneNumber::e164).orElse(null))
                .param("email", customer.email().map(EmailAddress::value).orElse(null))
                .param("language", customer.language().toLanguageTag())
                .param("since", Timestamp.from(customer.since()))
                .param("hash", passwordHash)
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
        return handle.length() > LONGEST_HANDLE ? Optional.empty() : handles.find(handle);
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
                        .param(
                                "ids",
                                ids.stream().map(id -> id.uuid().toString()).toArray(String[]::new))
                        .query(Customers::row)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Customer::id, Function.identity()));
    }

    private Map<String, Customer> byHandles(List<String> handles) {
        var emails = new HashMap<String, String>();
        var phones = new HashMap<String, String>();
        for (var handle : handles) {
            EmailAddress.read(handle)
                    .ifPresentOrElse(
                            it -> emails.put(handle, it.value()),
                            () ->
                                    PhoneNumber.read(handle)
                                            .ifPresent(it -> phones.put(handle, it.e164())));
        }
        var byEmail = new HashMap<String, Customer>();
        var byPhone = new HashMap<String, Customer>();
        jdbc.sql(
                        "select "
                                + COLUMNS
                                + " from identity.customer where email = any(:emails::text[])"
                                + " or phone = any(:phones::text[])")
                .param("emails", emails.values().toArray(String[]::new))
                .param("phones", phones.values().toArray(String[]::new))
                .query(Customers::row)
                .list()
                .forEach(one -> {
                    one.email().ifPresent(it -> byEmail.put(it.value(), one));
                    one.phone().ifPresent(it -> byPhone.put(it.e164(), one));
                });
        var found = new HashMap<String, Customer>();
        emails.forEach((handle, email) ->
                Optional.ofNullable(byEmail.get(email)).ifPresent(it -> found.put(handle, it)));
        phones.forEach((handle, phone) ->
                Optional.ofNullable(byPhone.get(phone)).ifPresent(it -> found.put(handle, it)));
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

    void treatWithCare(CustomerId customer, Instant until) {
        jdbc.sql("update identity.customer set cautious_until = :until where id = :id")
                .param("id", customer.uuid())
                .param("until", Timestamp.from(until))
                .update();
    }

    /// @param cautiousUntil money leaves with care until then
    void changePassword(CustomerId customer, String hash, Optional<Instant> cautiousUntil) {
        jdbc.sql(
                        """
                        update identity.customer set password_hash = :hash,
                            cautious_until = coalesce(:until, cautious_until)
                        where id = :id
                        """)
                .param("id", customer.uuid())
                .param("hash", hash)
                .param("until", cautiousUntil.map(Timestamp::from).orElse(null))
                .update();
    }

    String passwordHash(CustomerId customer) {
        return jdbc.sql("select password_hash from identity.customer where id = :id")
                .param("id", customer.uuid())
                .query(String.class)
                .single();
    }

    record Credentials(Customer customer, String hash) {}

    Optional<Credentials> credentials(String handle) {
        var email = EmailAddress.read(handle).map(EmailAddress::value);
        var phone = PhoneNumber.read(handle).map(PhoneNumber::e164);
        return jdbc.sql(
                        "select "
                                + COLUMNS
                                + ", password_hash from identity.customer"
                                + " where email = :email or phone = :phone limit 1")
                .param("email", email.orElse(""))
                .param("phone", phone.orElse(""))
                .query((row, n) -> new Credentials(row(row, n), row.getString("password_hash")))
                .optional();
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
                row.getBoolean("has_pin"));
    }
}
