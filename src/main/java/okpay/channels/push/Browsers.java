package okpay.channels.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import okpay.id.Ids;
import okpay.identity.CustomerId;
import okpay.identity.Sessions;
import okpay.identity.Token;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The browsers that want to be told, each as long as it is signed in.
@Component
public class Browsers {

    private static final int LONGEST = 1_000;
    private static final int MOST = 10;
    private static final int POINT = 65;
    private static final int AUTH = 16;

    private final JdbcClient jdbc;
    private final Sessions sessions;
    private final PushKeys keys;
    private final PushSettings settings;
    private final Clock clock;

    Browsers(
            JdbcClient jdbc, Sessions sessions, PushKeys keys, PushSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /// What a browser says of where it is reached, all in base64url.
    ///
    /// @param endpoint of its push service
    /// @param key of its own, a point on P-256, uncompressed
    /// @param auth 16 bytes only it and we know
    public record Subscription(String endpoint, String key, String auth) {}

    record Browser(UUID id, String endpoint, ByteArrayResource key, ByteArrayResource auth) {}

    public enum Reason {
        /// Not a push service we believe.
        UNKNOWN_SERVICE,
        /// Its keys are none.
        NO_KEYS,
        NOT_SIGNED_IN
    }

    /// As a browser wants it; empty where push is switched off.
    public Optional<String> publicKey() {
        return settings.on() ? Optional.of(keys.publicKey()) : Optional.empty();
    }

    /// This browser is told from now on. One that was somebody else's is theirs no more.
    ///
    /// @return why not
    @Transactional
    public Optional<Reason> add(CustomerId of, Token session, Subscription it) {
        if (!isService(it.endpoint)) {
            return Optional.of(Reason.UNKNOWN_SERVICE);
        }
        var key = bytes(it.key);
        var auth = bytes(it.auth);
        if (key.length != POINT || auth.length != AUTH || !isUsable(key, auth)) {
            return Optional.of(Reason.NO_KEYS);
        }
        var in = sessions.id(session);
        if (in.isEmpty()) {
            return Optional.of(Reason.NOT_SIGNED_IN);
        }
        jdbc.sql("delete from channels.push where endpoint = :endpoint or session = :session")
                .param("endpoint", it.endpoint)
                .param("session", in.get())
                .update();
        jdbc.sql(
                        """
                        insert into channels.push (id, customer, session, endpoint, key, auth, made_at)
                        values (:id, :of, :session, :endpoint, :key, :auth, :now)
                        on conflict do nothing
                        """)
                .param("id", Ids.next())
                .param("of", of.uuid())
                .param("session", in.get())
                .param("endpoint", it.endpoint)
                .param("key", key)
                .param("auth", auth)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return Optional.empty();
    }

    /// This browser is told no more.
    @Transactional
    public void remove(Token session) {
        sessions.id(session)
                .ifPresent(it ->
                        jdbc.sql("delete from channels.push where session = :session")
                                .param("session", it)
                                .update());
    }

    public boolean isTold(Token session) {
        return sessions.id(session)
                .filter(it ->
                        jdbc.sql(
                                        "select exists (select from channels.push where session = :session)")
                                .param("session", it)
                                .query(Boolean.class)
                                .single())
                .isPresent();
    }

    /// A customer's browsers that are signed in, the latest first.
    List<Browser> of(CustomerId customer) {
        var open = sessions.running(customer).toArray(UUID[]::new);
        return jdbc.sql(
                        """
                        select id, endpoint, key, auth from channels.push
                        where customer = :id and session = any(:open)
                        order by made_at desc limit :most
                        """)
                .param("id", customer.uuid())
                .param("open", open)
                .param("most", MOST)
                .query(Browsers::row)
                .list();
    }

    /// Those of some customers who ever wanted a browser to be told.
    Set<CustomerId> ofAny(Set<CustomerId> some) {
        return jdbc.sql("select distinct customer from channels.push where customer = any(:some)")
                .param("some", some.stream().map(CustomerId::uuid).toArray(UUID[]::new))
                .query((row, _) -> new CustomerId(row.getObject("customer", UUID.class)))
                .set();
    }

    /// Whoever it is for has signed out since: empty.
    Optional<Browser> find(UUID id) {
        return jdbc.sql("select customer from channels.push where id = :id")
                .param("id", id)
                .query(UUID.class)
                .optional()
                .flatMap(it ->
                        of(new CustomerId(it)).stream().filter(b -> b.id.equals(id)).findFirst());
    }

    @Transactional
    void gone(UUID id) {
        jdbc.sql("delete from channels.push where id = :id").param("id", id).update();
    }

    /// Those of sessions that have ended.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("select distinct customer from channels.push order by customer")
                .query((row, _) -> new CustomerId(row.getObject("customer", UUID.class)))
                .list()
                .forEach(it ->
                        jdbc.sql(
                                        """
                                        delete from channels.push
                                        where customer = :id and session <> all(:open)
                                        """)
                                .param("id", it.uuid())
                                .param("open", sessions.running(it).toArray(UUID[]::new))
                                .update());
    }

    private boolean isService(String endpoint) {
        if (endpoint.length() > LONGEST) {
            return false;
        }
        try {
            var uri = new URI(endpoint);
            var host = uri.getHost();
            if (host == null || uri.getUserInfo() != null) {
                return false;
            }
            var at = host.toLowerCase(Locale.ROOT) + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            return settings.services().stream()
                    .anyMatch(it ->
                            it.startsWith("http://127.0.0.1:")
                                    ? it.equals(uri.getScheme() + "://" + at)
                                    : "https".equals(uri.getScheme())
                                            && (at.equals(it) || at.endsWith("." + it)));
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// A point that is not on the curve is found out before anything is told to it.
    private boolean isUsable(byte[] key, byte[] auth) {
        try {
            keys.push().getBody(new byte[0], key, auth);
            return true;
        } catch (Exception e) {
            // Checked ones are thrown that are not declared.
            if (e instanceof IllegalArgumentException || e instanceof GeneralSecurityException) {
                return false;
            }
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String base64) {
        if (base64.length() > LONGEST) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(base64.replace("=", ""));
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private static Browser row(ResultSet row, int n) throws SQLException {
        return new Browser(
                row.getObject("id", UUID.class),
                row.getString("endpoint"),
                new ByteArrayResource(row.getBytes("key")),
                new ByteArrayResource(row.getBytes("auth")));
    }
}
