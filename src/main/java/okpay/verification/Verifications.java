package okpay.verification;

import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okpay.bank.BankAccountLinked;
import okpay.database.Turns;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Pins;
import okpay.identity.Tier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/// Finding out who a customer is. A register confirms name and number; each further source that
/// knows the same name (the phone company, a bank whose card was linked) counts, and so many make a
/// [Tier].
@Component
public class Verifications {

    private static final Duration A_DAY = Duration.ofDays(1);
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final JdbcClient jdbc;
    private final RegisterDesk register;
    private final Customers customers;
    private final Pins pins;
    private final VerificationSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Verifications(
            JdbcClient jdbc,
            RegisterDesk register,
            Customers customers,
            Pins pins,
            VerificationSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.register = register;
        this.customers = customers;
        this.pins = pins;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Verifying permits Verified, NotVerified {}

    public record Verified(Standing standing) implements Verifying {}

    public record NotVerified(Reason reason) implements Verifying {}

    /// Why not, the first that applies.
    public enum Reason {
        NAME_MISSING,
        /// No number of an identity card: its length, birthday or check character is wrong.
        NUMBER_WRONG,
        TOO_YOUNG,
        /// Verified before, as somebody with another number.
        VERIFIED_ALREADY,
        PIN_NOT_SET,
        PIN_WRONG,
        PIN_LOCKED,
        TOO_MANY_TRIES,
        /// The register has another name for this number, or no such number.
        NO_MATCH,
        /// The person has another wallet with us.
        HAS_A_WALLET,
        /// The register does not answer.
        REGISTER_SILENT
    }

    /// Confirms who a customer is. The same again asks again: sources may know more by now.
    ///
    /// @param typedName as on the identity card
    /// @param typedNumber of the identity card, as a person writes it
    public Verifying verify(Customer customer, String typedName, String typedNumber, String pin) {
        var name = Normalizer.normalize(typedName, Normalizer.Form.NFKC).strip();
        var number = ResidentNumber.read(typedNumber);
        if (name.isBlank() || name.length() > 80) {
            return new NotVerified(Reason.NAME_MISSING);
        }
        if (number.isEmpty() || number.get().bornOn().isAfter(today())) {
            return new NotVerified(Reason.NUMBER_WRONG);
        }
        if (number.get().bornOn().plusYears(settings.youngest()).isAfter(today())) {
            return new NotVerified(Reason.TOO_YOUNG);
        }
        if (numberOf(customer.id()).filter(it -> !it.equals(number.get().value())).isPresent()) {
            return new NotVerified(Reason.VERIFIED_ALREADY);
        }
        return switch (pins.check(customer, pin)) {
            case NOT_SET -> new NotVerified(Reason.PIN_NOT_SET);
            case WRONG -> new NotVerified(Reason.PIN_WRONG);
            case LOCKED -> new NotVerified(Reason.PIN_LOCKED);
            case RIGHT ->
                    mayAsk(customer.id())
                            ? asked(customer, name, number.get())
                            : new NotVerified(Reason.TOO_MANY_TRIES);
        };
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CHINA);
    }

    /// Whether the register may be asked: a few times a day, or one could look up others. Counted
    /// before it is asked.
    private boolean mayAsk(CustomerId customer) {
        var counted =
                transaction.execute(_ -> {
                    Turns.take(jdbc, "verify " + customer);
                    return jdbc.sql(
                                    """
                                    insert into verification.try (customer, at)
                                    select :customer, :now where (
                                        select count(*) from verification.try
                                        where customer = :customer and at > :day) < :most
                                    """)
                            .param("customer", customer.uuid())
                            .param("now", Timestamp.from(clock.instant()))
                            .param("day", Timestamp.from(clock.instant().minus(A_DAY)))
                            .param("most", settings.triesADay())
                            .update();
                });
        return Objects.equals(counted, 1);
    }

    private Verifying asked(Customer customer, String name, ResidentNumber number) {
        // Confirmed by a code when the wallet was opened, or not there.
        var phone = customer.phone().map(it -> it.e164()).orElse("");
        var told = register.ask(name, number, phone);
        if (told.isEmpty()) {
            return new NotVerified(Reason.REGISTER_SILENT);
        }
        if (!told.get().matches()) {
            return new NotVerified(Reason.NO_MATCH);
        }
        try {
            transaction.executeWithoutResult(_ -> keep(customer.id(), name, number, told.get()));
        } catch (DuplicateKeyException _) {
            return new NotVerified(Reason.HAS_A_WALLET);
        }
        return new Verified(standing(customer.id()));
    }

    private void keep(
            CustomerId customer, String name, ResidentNumber number, RegisterDesk.Told told) {
        jdbc.sql(
                        """
                        insert into verification.person (customer, name, number, verified_at)
                        values (:customer, :name, :number, :now)
                        on conflict (customer) do update set name = excluded.name
                        """)
                .param("customer", customer.uuid())
                .param("name", name)
                .param("number", number.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        told.sources().forEach(source -> confirm(customer, source, name));
        raise(customer, name);
    }

    private void confirm(CustomerId customer, String source, String name) {
        jdbc.sql(
                        """
                        insert into verification.confirmation (customer, source, name, at)
                        values (:customer, :source, :name, :now)
                        on conflict (customer, source)
                        do update set name = excluded.name, at = excluded.at
                        """)
                .param("customer", customer.uuid())
                .param("source", source)
                .param("name", name)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /// Nobody falls back: a source that is silent today has confirmed it before.
    private void raise(CustomerId customer, String name) {
        var before = customers.find(customer).orElseThrow().tier();
        var now = tierOf(sources(customer).size());
        customers.confirmed(customer, name, now.compareTo(before) > 0 ? now : before);
    }

    /// A bank confirmed a card in the customer's name. It counts once the register knows the same
    /// name. News may come twice.
    @Async
    @TransactionalEventListener
    void on(BankAccountLinked news) {
        transaction.executeWithoutResult(_ -> {
            confirm(news.customer(), "BANK_" + news.bank(), news.holder());
            nameOf(news.customer()).ifPresent(name -> raise(news.customer(), name));
        });
    }

    public Standing standing(CustomerId customer) {
        var sources = sources(customer);
        var tier = customers.find(customer).orElseThrow().tier();
        int wanted =
                Arrays.stream(Tier.values())
                        .filter(it -> it.compareTo(tier) > 0)
                        .findFirst()
                        .map(this::sourcesFor)
                        .orElse(0);
        return new Standing(
                tier,
                numberOf(customer).map(ResidentNumber::masked),
                sources,
                Math.max(0, wanted - sources.size()));
    }

    /// Those that know the customer under the name the register has.
    private List<String> sources(CustomerId customer) {
        return jdbc.sql(
                        """
                        select c.source from verification.confirmation c
                        join verification.person p using (customer, name)
                        where customer = :customer order by c.at, c.source
                        """)
                .param("customer", customer.uuid())
                .query((row, n) -> Objects.requireNonNull(row.getString("source")))
                .list();
    }

    private Tier tierOf(int sources) {
        return Arrays.stream(Tier.values())
                .filter(tier -> sourcesFor(tier) <= sources)
                .max(Comparator.naturalOrder())
                .orElse(Tier.ONE);
    }

    private int sourcesFor(Tier tier) {
        return jdbc.sql("select sources from verification.tier_rule where tier = :tier")
                .param("tier", tier.name())
                .query(Integer.class)
                .single();
    }

    private Optional<String> numberOf(CustomerId customer) {
        return column("number", customer);
    }

    private Optional<String> nameOf(CustomerId customer) {
        return column("name", customer);
    }

    private Optional<String> column(String column, CustomerId customer) {
        return jdbc.sql(
                        "select %s from verification.person where customer = :customer"
                                .formatted(column))
                .param("customer", customer.uuid())
                .query(String.class)
                .optional();
    }
}
