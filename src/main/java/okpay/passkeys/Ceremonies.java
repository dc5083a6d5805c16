package okpay.passkeys;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.CustomerId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Challenges that an authenticator signs, each used once and soon.
@Component
class Ceremonies {

    private final JdbcClient jdbc;
    private final PasskeySettings settings;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    Ceremonies(JdbcClient jdbc, PasskeySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// A challenge and its number.
    static final class Ceremony {

        private final UUID id;
        private final byte[] challenge;

        private Ceremony(UUID id, byte[] challenge) {
            this.id = id;
            this.challenge = challenge;
        }

        UUID id() {
            return id;
        }

        byte[] challenge() {
            return challenge.clone();
        }
    }

    /// @param customer whose it is; null while nobody knows
    Ceremony begin(@Nullable CustomerId customer) {
        var challenge = new byte[32];
        chance.nextBytes(challenge);
        var ceremony = new Ceremony(Ids.next(), challenge);
        jdbc.sql(
                        """
                        insert into passkeys.ceremony (id, challenge, customer, until)
                        values (:id, :challenge, :customer, :until)
                        """)
                .param("id", ceremony.id())
                .param("challenge", challenge)
                .param("customer", customer == null ? null : customer.uuid())
                .param("until", Timestamp.from(clock.instant().plus(settings.patience())))
                .update();
        return ceremony;
    }

    /// Takes a challenge, so that nobody answers it again.
    Optional<Ceremony> take(String id, @Nullable CustomerId customer) {
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        return jdbc.sql(
                        """
                        delete from passkeys.ceremony
                        where id = :id and until > :now and customer is not distinct from :customer
                        returning challenge
                        """)
                .param("id", uuid)
                .param("now", Timestamp.from(clock.instant()))
                .param("customer", customer == null ? null : customer.uuid())
                .query(byte[].class)
                .optional()
                .map(challenge -> new Ceremony(uuid, challenge));
    }

    @Scheduled(fixedDelayString = "${okpay.passkeys.forget-every:PT10M}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from passkeys.ceremony where until < :now")
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
