package okpay.channels.phone;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import okpay.channels.Beginning;
import okpay.channels.Channel;
import okpay.channels.ChannelSettings;
import okpay.channels.Reachable;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Who is on the phone with us. A caller shows who they are by a code that only their app shows;
/// nobody is asked for a date of birth. And whoever is called by “OKPay” sees in the app that it is
/// not us.
@Component
public class Calls implements Reachable {

    public static final Duration GOOD_FOR = Duration.ofMinutes(3);

    /// Digits of a code.
    static final int LENGTH = 10;

    private static final Duration SEEN = Duration.ofSeconds(30);
    private static final int LONGEST = 60;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final PhoneSettings settings;
    private final ChannelSettings channels;
    private final Voice voice;
    private final Customers customers;
    private final Owners owners;
    private final Clock clock;
    private final Set<UUID> here = ConcurrentHashMap.newKeySet();

    Calls(
            JdbcClient jdbc,
            PhoneSettings settings,
            ChannelSettings channels,
            Voice voice,
            Customers customers,
            Owners owners,
            Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.channels = channels;
        this.voice = voice;
        this.customers = customers;
        this.owners = owners;
        this.clock = clock;
    }

    /// @param code ten digits
    public record Code(String code, Instant until) {}

    @Override
    public Channel channel() {
        return Channel.PHONE;
    }

    @Override
    public String lanes() {
        return Hotline.LANE;
    }

    /// The number people dial; empty when there is no hotline.
    @Override
    public Optional<String> at() {
        return settings.on() && voice.isThere() ? Optional.of(settings.number()) : Optional.empty();
    }

    /// A fresh code for a customer who calls now.
    @Transactional
    public Code code(CustomerId customer) {
        var code = "%010d".formatted(RANDOM.nextLong(10_000_000_000L));
        var until = clock.instant().plus(GOOD_FOR);
        // Whose it was before, if anybody's, gets a new one when they ask.
        jdbc.sql("delete from channels.call_code where code = :code or customer = :customer")
                .param("code", code)
                .param("customer", customer.uuid())
                .update();
        jdbc.sql(
                        """
                        insert into channels.call_code (customer, code, until)
                        values (:customer, :code, :until)
                        """)
                .param("customer", customer.uuid())
                .param("code", code)
                .param("until", Timestamp.from(until))
                .update();
        return new Code(code, until);
    }

    /// Since when somebody who typed this customer's code is on the phone with us; empty when
    /// nobody is, whatever a voice on their phone says.
    public Optional<Instant> since(CustomerId customer) {
        return jdbc.sql(
                        """
                        select verified_at from channels.call
                        where customer = :customer and ended_at is null and seen_at > :then
                        order by verified_at desc limit 1
                        """)
                .param("customer", customer.uuid())
                .param("then", Timestamp.from(clock.instant().minus(SEEN)))
                .query((row, _) -> row.getTimestamp("verified_at").toInstant())
                .optional();
    }

    @Transactional
    UUID begin(String caller) {
        var id = Ids.next();
        jdbc.sql(
                        "insert into channels.call (id, caller, began_at, seen_at)"
                                + " values (:id, :caller, :now, :now)")
                .param("id", id)
                .param("caller", Beginning.of(caller, LONGEST))
                .param("now", now())
                .update();
        here.add(id);
        return id;
    }

    /// Somebody in a call typed a code. A code is good once.
    @Transactional
    Optional<Customer> verify(UUID call, String typed) {
        if (typed.length() != LENGTH) {
            return Optional.empty();
        }
        var customer =
                jdbc.sql(
                                """
                                delete from channels.call_code where code = :code and until > :now
                                returning customer
                                """)
                        .param("code", typed)
                        .param("now", now())
                        .query((row, _) -> new CustomerId(row.getObject("customer", UUID.class)))
                        .optional()
                        .flatMap(customers::find);
        customer.ifPresent(it -> known(call, it));
        return customer;
    }

    private void known(UUID call, Customer customer) {
        owners.tell(customer, Letter.Kind.CALLER_KNOWN, clock.instant());
        jdbc.sql(
                        """
                        update channels.call
                        set customer = :customer, verified_at = :now, seen_at = :now
                        where id = :id
                        """)
                .param("customer", customer.id().uuid())
                .param("now", now())
                .param("id", call)
                .update();
    }

    /// Calls of this node that go on; those of a killed node are soon not seen any more.
    @Scheduled(fixedDelayString = "${okpay.channels.phone.watch-every:PT10S}")
    @Transactional
    public void seen() {
        if (here.isEmpty()) {
            return;
        }
        jdbc.sql("update channels.call set seen_at = :now where id = any(:ids)")
                .param("now", now())
                .param("ids", here.toArray(UUID[]::new))
                .update();
    }

    @Transactional
    void end(UUID call) {
        here.remove(call);
        jdbc.sql("update channels.call set ended_at = :now where id = :id and ended_at is null")
                .param("now", now())
                .param("id", call)
                .update();
    }

    /// Who called long ago is not kept for ever.
    @Scheduled(cron = "${okpay.channels.forget-at:0 50 3 * * *}")
    @Transactional
    public void forget() {
        jdbc.sql("delete from channels.call where began_at < :then")
                .param("then", Timestamp.from(clock.instant().minus(channels.keep())))
                .update();
        jdbc.sql("delete from channels.call_code where until < :now").param("now", now()).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
