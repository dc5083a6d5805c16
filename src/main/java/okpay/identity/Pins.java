package okpay.identity;

import static okpay.database.Columns.texts;

import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okpay.database.Grouped;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowCallbackHandler;
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

    /// What stands in for a PIN just now, and whose.
    private final Map<String, CustomerId> inPlace = new ConcurrentHashMap<>();

    private final JdbcClient jdbc;
    private final Grouped<CustomerId, Standing> standing;
    private final Passwords passwords;
    private final Owners owners;
    private final ApplicationEventPublisher news;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Pins(
            JdbcClient jdbc,
            Passwords passwords,
            Owners owners,
            ApplicationEventPublisher news,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.standing = new Grouped<>("pins", Duration.ZERO, this::standings);
        this.passwords = passwords;
        this.owners = owners;
        this.news = news;
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

    /// One at a time for each customer on a node: a wrong one is counted before the next is looked
    /// at, and a right one costs one look. Not to be called inside a transaction: whoever rolls
    /// back would have tried less.
    public Check check(Customer customer, String pin) {
        if (inPlace.remove(pin, customer.id())) {
            return Check.RIGHT;
        }
        var turn = turns[Math.floorMod(customer.id().hashCode(), turns.length)];
        turn.lock();
        try {
            return checkInTurn(customer, pin);
        } finally {
            turn.unlock();
        }
    }

    /// Carries out one thing the customer has agreed to otherwise than by PIN: what stands in for
    /// it is good once, as long as the call lasts, and never leaves the process. For the room of
    /// passkeys, which has the proof.
    ///
    /// @param what takes the place of a typed PIN
    public <T> T inPlaceOf(CustomerId customer, Function<String, T> what) {
        var once = Token.fresh().secret();
        inPlace.put(once, customer);
        try {
            return what.apply(once);
        } finally {
            inPlace.remove(once);
        }
    }

    private Check checkInTurn(Customer customer, String pin) {
        var stands = standing.find(customer.id());
        if (stands.isEmpty()) {
            return Check.NOT_SET;
        }
        if (stands.get().lockedUntil().filter(clock.instant()::isBefore).isPresent()) {
            return Check.LOCKED;
        }
        if (!passwords.matches(pin, stands.get().hash())) {
            return wrong(customer);
        }
        if (stands.get().wrong() > 0) {
            jdbc.sql("update identity.pin set wrong = 0, locked_until = null where customer = :id")
                    .param("id", customer.id().uuid())
                    .update();
        }
        return Check.RIGHT;
    }

    private Check wrong(Customer customer) {
        var isLast = countWrong(customer.id());
        if (isLast.isEmpty()) {
            return Check.LOCKED;
        }
        if (isLast.get()) {
            transaction.executeWithoutResult(
                    _ -> owners.tell(customer, Letter.Kind.PIN_LOCKED, clock.instant()));
            return Check.LOCKED;
        }
        return Check.WRONG;
    }

    private record Standing(String hash, int wrong, Optional<Instant> lockedUntil) {}

    private Map<CustomerId, Standing> standings(List<CustomerId> asked) {
        var found = new HashMap<CustomerId, Standing>();
        jdbc.sql(
                        """
                        select customer, hash, wrong, locked_until from identity.pin
                        where customer = any(:ids::uuid[])
                        """)
                .param("ids", texts(asked, CustomerId::uuid))
                .query(
                        (RowCallbackHandler)
                                row -> {
                                    var until = row.getTimestamp("locked_until");
                                    found.put(
                                            new CustomerId(row.getObject("customer", UUID.class)),
                                            new Standing(
                                                    row.getString("hash"),
                                                    row.getInt("wrong"),
                                                    Optional.ofNullable(until)
                                                            .map(Timestamp::toInstant)));
                                });
        return found;
    }

    @PreDestroy
    void close() {
        standing.close();
    }

    /// Whether it was one too many; empty when it is locked meanwhile.
    private Optional<Boolean> countWrong(CustomerId customer) {
        return jdbc.sql(
                        """
                        update identity.pin
                        set wrong = case when locked_until <= :now then 1 else wrong + 1 end,
                            locked_until = case
                                when wrong + 1 >= :tries and locked_until is null then :until
                                when locked_until <= :now then null
                                else locked_until end
                        where customer = :id and (locked_until is null or locked_until <= :now)
                        returning locked_until is not null as last
                        """)
                .param("id", customer.uuid())
                .param("now", Timestamp.from(clock.instant()))
                .param("tries", TRIES)
                .param("until", Timestamp.from(clock.instant().plus(LOCK)))
                .query((row, n) -> row.getBoolean("last"))
                .optional();
    }

    /// In the caller's transaction; who does it tells the owner.
    void replace(Customer customer, String pin) {
        bring(customer.id(), passwords.hash(pin));
        news.publishEvent(new PinChanged(customer.id()));
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
