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
        private final String action;

        private Ceremony(UUID id, byte[] challenge, String action) {
            this.id = id;
            this.challenge = challenge;
            this.action = action;
        }

        UUID id() {
            return id;
        }

        byte[] challenge() {
            return challenge.clone();
        }

        /// What it is signed for.
        String action() {
            return action;
        }
    }

    /// @param customer whose it is; null while nobody knows
    /// @param action what it is signed for
    Ceremony begin(@Nullable CustomerId customer, String action) {
        var challenge = new byte[32];
        chance.nextBytes(challenge);
        var ceremony = new Ceremony(Ids.next(), challenge, action);
        jdbc.sql(
                        """
                        insert into passkeys.ceremony (id, challenge, customer, action, until)
                        values (:id, :challenge, :customer, :action, :until)
                        """)
                .param("id", ceremony.id())
                .param("challenge", challenge)
                .param("customer", customer == null ? null : customer.uuid())
                .param("action", action)
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
                        returning challenge, action
                        """)
                .param("id", uuid)
                .param("now", Timestamp.from(clock.instant()))
                .param("customer", customer == null ? null : customer.uuid())
                .query((row, n) ->
                        new Ceremony(uuid, row.getBytes("challenge"), row.getString("action")))
                .optional();
    }

    @Scheduled(fixedDelayString = "${okpay.passkeys.forget-every:PT10M}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from passkeys.ceremony where until < :now")
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
