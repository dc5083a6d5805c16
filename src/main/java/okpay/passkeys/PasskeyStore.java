package okpay.passkeys;

import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of passkeys.
@Component
class PasskeyStore {

    private static final AttestedCredentialDataConverter KEYS =
            new AttestedCredentialDataConverter(new ObjectConverter());

    private final JdbcClient jdbc;
    private final Clock clock;

    PasskeyStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param synced it is on the owner's other devices as well
    /// @param confirms it may take the place of the payment PIN
    void insert(
            CustomerId customer,
            AttestedCredentialData key,
            long counter,
            boolean synced,
            boolean confirms,
            String name) {
        jdbc.sql(
                        """
                        insert into passkeys.credential
                            (id, customer, data, counter, synced, confirms, name, added_at)
                        values (:id, :customer, :data, :counter, :synced, :confirms, :name,
                            :now)
                        """)
                .param("id", key.getCredentialId())
                .param("customer", customer.uuid())
                .param("data", KEYS.convert(key))
                .param("counter", counter)
                .param("synced", synced)
                .param("confirms", confirms)
                .param("name", name)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    List<Passkey> list(CustomerId customer) {
        return jdbc.sql(
                        """
                        select id, name, synced, confirms, added_at, used_at
                        from passkeys.credential
                        where customer = :customer order by added_at
                        """)
                .param("customer", customer.uuid())
                .query((row, n) ->
                        new Passkey(
                                Questions.encoded(row.getBytes("id")),
                                row.getString("name"),
                                row.getBoolean("synced"),
                                row.getBoolean("confirms"),
                                row.getTimestamp("added_at").toInstant(),
                                Optional.ofNullable(row.getTimestamp("used_at"))
                                        .map(Timestamp::toInstant)))
                .list();
    }

    /// None of a customer's takes the place of the payment PIN any more.
    void stopConfirming(CustomerId customer) {
        jdbc.sql("update passkeys.credential set confirms = false where customer = :customer")
                .param("customer", customer.uuid())
                .update();
    }

    /// @param id base64url
    void remove(CustomerId customer, String id) {
        jdbc.sql("delete from passkeys.credential where customer = :customer and id = :id")
                .param("customer", customer.uuid())
                .param("id", decoded(id))
                .update();
    }

    void removeAll(CustomerId customer) {
        jdbc.sql("delete from passkeys.credential where customer = :customer")
                .param("customer", customer.uuid())
                .update();
    }

    record Known(CustomerId customer, boolean confirms, CredentialRecordImpl credential) {}

    /// @param id the bytes of a credential's
    Optional<Known> find(Object id) {
        return jdbc.sql(
                        "select customer, data, counter, confirms from passkeys.credential where id = :id")
                .param("id", id)
                .query((row, n) ->
                        new Known(
                                new CustomerId(row.getObject("customer", UUID.class)),
                                row.getBoolean("confirms"),
                                new CredentialRecordImpl(
                                        new NoneAttestationStatement(),
                                        true,
                                        null,
                                        null,
                                        row.getLong("counter"),
                                        KEYS.convert(row.getBytes("data")),
                                        null,
                                        null,
                                        null,
                                        Set.of())))
                .optional();
    }

    /// @return false when it is not there any more
    boolean used(Object id, long counter) {
        return jdbc.sql(
                                """
                                update passkeys.credential set counter = :counter, used_at = :now
                                where id = :id
                                """)
                        .param("counter", counter)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }
}
