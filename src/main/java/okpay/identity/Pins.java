package okpay.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The payment PIN: six digits that let money leave. Five wrong ones in a row lock it for three
/// hours, and the owner is told.
@Component
public class Pins {

    static final int TRIES = 5;
    static final Duration LOCK = Duration.ofHours(3);

    private static final Pattern SIX = Pattern.compile("[0-9]{6}");
    private static final String UP_AND_DOWN = "01234567890 09876543210";

    /// One customer's PIN is looked at once at a time on a node: many right ones at the same moment
    /// shall not look like many wrong ones.
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(256).toArray(Lock[]::new);

    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Pins(
            JdbcClient jdbc,
            Passwords passwords,
            Owners owners,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What a PIN that was typed is worth.
    public enum Check {
        RIGHT,
        WRONG,
        LOCKED,
        NOT_SET
    }

    /// What is wrong with a new PIN.
    public enum Flaw {
        NOT_SIX_DIGITS,
        TOO_EASY
    }

    public boolean isSet(CustomerId customer) {
        return jdbc.sql("select exists (select 1 from identity.pin where customer = :id)")
                .param("id", customer.uuid())
                .query(Boolean.class)
                .single();
    }

    static Optional<Flaw> flaw(String pin) {
        if (!SIX.matcher(pin).matches()) {
            return Optional.of(Flaw.NOT_SIX_DIGITS);
        }
        boolean easy = UP_AND_DOWN.contains(pin) || pin.chars().distinct().count() < 3;
        return easy ? Optional.of(Flaw.TOO_EASY) : Optional.empty();
    }

    /// Counts the try before it looks. Not to be called inside a transaction: whoever rolls back
    /// would have tried less.
    public Check check(Customer customer, String pin) {
        var turn = turns[Math.floorMod(customer.id().hashCode(), turns.length)];
        turn.lock();
        try {
            return checkInTurn(customer, pin);
        } finally {
            turn.unlock();
        }
    }

    private Check checkInTurn(Customer customer, String pin) {
        var tried = tryOnce(customer.id());
        if (tried.isEmpty()) {
            return isSet(customer.id()) ? Check.LOCKED : Check.NOT_SET;
        }
        if (passwords.matches(pin, tried.get().hash())) {
            jdbc.sql("update identity.pin set wrong = 0, locked_until = null where customer = :id")
                    .param("id", customer.id().uuid())
                    .update();
            return Check.RIGHT;
        }
        if (tried.get().isLast()) {
            transaction.executeWithoutResult(
                    _ -> owners.tell(customer, Letter.Kind.PIN_LOCKED, clock.instant()));
            return Check.LOCKED;
        }
        return Check.WRONG;
    }

    /// @param isLast the PIN is locked unless this one is right
    private record Try(String hash, boolean isLast) {}

    /// Empty while the PIN is locked, and when there is none.
    private Optional<Try> tryOnce(CustomerId customer) {
        return jdbc.sql(
                        """
                        update identity.pin
                        set wrong = case when locked_until <= :now then 1 else wrong + 1 end,
                            locked_until = case
                                when wrong + 1 >= :tries and locked_until is null then :until
                                when locked_until <= :now then null
                                else locked_until end
                        where customer = :id and (locked_until is null or locked_until <= :now)
                        returning hash, locked_until is not null as last
                        """)
                .param("id", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("tries", TRIES)
                .param("until", Timestamp.from(clock.instant().plus(LOCK)))
                .query((row, n) -> new Try(row.getString("hash"), row.getBoolean("last")))
                .optional();
    }

    /// In the caller's transaction; who does it tells the owner.
    void replace(Customer customer, String pin) {
        bring(customer.id(), passwords.hash(pin));
    }

    void set(Customer customer, String pin) {
        replace(customer, pin);
        owners.tell(customer, Letter.Kind.PIN_CHANGED, clock.instant());
    }

    /// Takes over a PIN from another system, with the Argon2id hash made there.
    public void bring(CustomerId customer, String hash) {
        jdbc.sql(
                        """
                        insert into identity.pin (customer, hash) values (:id, :hash)
                        on conflict (customer) do update
                        set hash = excluded.hash, wrong = 0, locked_until = null
                        """)
                .param("id", customer.uuid())
                .param("hash", hash)
                .update();
    }
}
