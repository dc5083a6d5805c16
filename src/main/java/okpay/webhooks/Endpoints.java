package okpay.webhooks;

import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.database.Turns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Where other programs want to hear what happened.
@Component
public class Endpoints {

    private static final int LONGEST = 500;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Outside outside;
    private final WebhookSettings settings;
    private final Clock clock;

    Endpoints(JdbcClient jdbc, Outside outside, WebhookSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.outside = outside;
        this.settings = settings;
        this.clock = clock;
    }

    public enum State {
        ON,
        /// Switched off by hand; what happens meanwhile is not told.
        OFF,
        /// The other side said that it is gone (410).
        GONE
    }

    /// @param types what it wants to hear
    public record Endpoint(
            EndpointId id, URI url, Set<EventType> types, State state, Instant madeAt) {
        public Endpoint {
            types = Set.copyOf(types);
        }
    }

    public enum Reason {
        /// No address of the web, or too long.
        NO_ADDRESS,
        /// Not `https`, or an address of our own network.
        NOT_OUTSIDE,
        NO_TYPE,
        TOO_MANY
    }

    /// What came of it.
    public sealed interface Outcome {
        /// @param secret shown this once: `whsec_…`
        record Added(EndpointId id, String secret) implements Outcome {}

        record Refused(Reason why) implements Outcome {}
    }

    @Transactional
    public Outcome add(String address, Set<EventType> types) {
        var url = outside.read(address);
        if (url.isEmpty() || address.length() > LONGEST) {
            return new Outcome.Refused(Reason.NO_ADDRESS);
        }
        if (!outside.allows(url.get())) {
            return new Outcome.Refused(Reason.NOT_OUTSIDE);
        }
        if (types.isEmpty()) {
            return new Outcome.Refused(Reason.NO_TYPE);
        }
        Turns.take(jdbc, "webhooks");
        if (all().size() >= settings.most()) {
            return new Outcome.Refused(Reason.TOO_MANY);
        }
        var id = EndpointId.next();
        var secret = freshSecret();
        jdbc.sql(
                        """
                        insert into webhooks.endpoint (id, url, types, secret, state, made_at)
                        values (:id, :url, :types, :secret, 'ON', :now)
                        """)
                .param("id", id.uuid())
                .param("url", url.get().toString())
                .param("types", written(types))
                .param("secret", secret)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return new Outcome.Added(id, secret);
    }

    /// Another secret from now on; the old one signs nothing any more.
    @Transactional
    public Optional<String> renew(EndpointId id) {
        var secret = freshSecret();
        int done =
                jdbc.sql("update webhooks.endpoint set secret = :secret where id = :id")
                        .param("secret", secret)
                        .param("id", id.uuid())
                        .update();
        return done == 1 ? Optional.of(secret) : Optional.empty();
    }

    @Transactional
    public void set(EndpointId id, State state) {
        jdbc.sql("update webhooks.endpoint set state = :state where id = :id")
                .param("state", state.name())
                .param("id", id.uuid())
                .update();
    }

    /// With everything that was sent to it.
    @Transactional
    public void remove(EndpointId id) {
        // First the endpoint: whoever writes something to it at this moment is waited for, and
        // nobody begins to.
        var _ =
                jdbc.sql("select state from webhooks.endpoint where id = :id for update")
                        .param("id", id.uuid())
                        .query(String.class)
                        .optional();
        jdbc.sql("delete from webhooks.delivery where endpoint = :id")
                .param("id", id.uuid())
                .update();
        jdbc.sql("delete from webhooks.endpoint where id = :id").param("id", id.uuid()).update();
    }

    public List<Endpoint> all() {
        return jdbc.sql(
                        "select id, url, types, state, made_at from webhooks.endpoint order by made_at")
                .query(Endpoints::row)
                .list();
    }

    private static String freshSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    private static String written(Set<EventType> types) {
        return types.stream().map(EventType::text).sorted().collect(Collectors.joining(" "));
    }

    private static Endpoint row(ResultSet row, int n) throws SQLException {
        var types = EnumSet.noneOf(EventType.class);
        Arrays.stream(row.getString("types").split(" "))
                .forEach(it -> EventType.read(it).ifPresent(types::add));
        return new Endpoint(
                new EndpointId(row.getObject("id", UUID.class)),
                URI.create(row.getString("url")),
                types,
                State.valueOf(row.getString("state")),
                row.getTimestamp("made_at").toInstant());
    }
}
