package okpay.channels.social;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okpay.channels.Beginning;
import okpay.channels.Channel;
import okpay.identity.Brake;
import okpay.identity.Customer;
import okpay.identity.Pins;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// How a customer confirms that a chat is theirs: who writes from there is told a code, and types
/// it into the app, with the payment PIN. Neither the company's word nor a name proves anything.
@Component
public class Codes {

    /// Crockford's alphabet: nothing in it looks like anything else.
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 10;
    private static final int LONGEST_NAME = 80;
    static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Bindings bindings;
    private final Pins pins;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Brake guesses = new Brake(10, Duration.ofHours(1));

    Codes(
            JdbcClient jdbc,
            Bindings bindings,
            Pins pins,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.bindings = bindings;
        this.pins = pins;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// A chat that waits for somebody to say that it is theirs.
    public record Claim(String code, Channel channel, String address, String name) {}

    public enum Refusal {
        /// Not one of ours, or no longer.
        NO_SUCH_CODE,
        TOO_MANY_TRIES,
        WRONG_PIN,
        PIN_LOCKED,
        NO_PIN,
        TAKEN
    }

    /// The code of a chat: the same for as long as it is good.
    @Transactional
    String tell(Channel channel, String address, String name) {
        var fresh = new StringBuilder();
        RANDOM.ints(LENGTH, 0, LETTERS.length()).forEach(it -> fresh.append(LETTERS.charAt(it)));
        var now = clock.instant();
        return jdbc.sql(
                        """
                        insert into channels.binding_code as c (channel, address, code, name, until)
                        values (:channel, :address, :code, :name, :until)
                        on conflict (channel, address) do update set
                            code = case when c.until > :now then c.code else :code end,
                            until = case when c.until > :now then c.until else :until end,
                            name = :name
                        returning code
                        """)
                .param("channel", channel.name())
                .param("address", address)
                .param("code", fresh.toString())
                .param("name", Beginning.of(name, LONGEST_NAME))
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(GOOD_FOR)))
                .query(String.class)
                .single();
    }

    /// Whose chat a code is about, for a customer to look at before they confirm.
    ///
    /// @param code as typed
    /// @return empty when there is no such code, or this customer has guessed too often
    public Optional<Claim> look(Customer who, String code) {
        return guesses.isWornOut(who.id().toString()) ? Optional.empty() : find(code);
    }

    /// The customer says that a chat is theirs.
    ///
    /// @return empty when it is now
    public Optional<Refusal> confirm(Customer who, String code, String pin) {
        if (guesses.isWornOut(who.id().toString())) {
            return Optional.of(Refusal.TOO_MANY_TRIES);
        }
        var claim = find(code);
        if (claim.isEmpty()) {
            return Optional.of(Refusal.NO_SUCH_CODE);
        }
        var check = pins.check(who, pin);
        if (check != Pins.Check.RIGHT) {
            return Optional.of(
                    switch (check) {
                        case LOCKED -> Refusal.PIN_LOCKED;
                        case NOT_SET -> Refusal.NO_PIN;
                        case WRONG, RIGHT -> Refusal.WRONG_PIN;
                    });
        }
        var isTheirs = transaction.execute(_ -> use(who, claim.get()));
        return isTheirs ? Optional.empty() : Optional.of(Refusal.TAKEN);
    }

    private boolean use(Customer who, Claim claim) {
        int used =
                jdbc.sql("delete from channels.binding_code where code = :code")
                        .param("code", claim.code)
                        .update();
        return used == 1 && bindings.bind(claim.channel, claim.address, claim.name, who.id());
    }

    private Optional<Claim> find(String typed) {
        var code =
                typed.toUpperCase(Locale.ROOT)
                        .replaceAll("[\\s-]", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        return jdbc.sql(
                        """
                        select code, channel, address, name from channels.binding_code
                        where code = :code and until > :now
                        """)
                .param("code", Beginning.of(code, LENGTH + 1))
                .param("now", Timestamp.from(clock.instant()))
                .query(Codes::row)
                .optional();
    }

    /// Codes nobody used.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.binding_code where until < :now")
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static Claim row(ResultSet row, int n) throws SQLException {
        return new Claim(
                row.getString("code"),
                Channel.valueOf(row.getString("channel")),
                row.getString("address"),
                row.getString("name"));
    }
}
