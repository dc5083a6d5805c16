package okpay.bank;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import okpay.bank.BankAccount.Bank;
import okpay.database.Turns;
import okpay.id.CheckDigits;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Pins;
import okpay.identity.TierRaised;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/// The accounts at banks that customers put money in from and take it out to: their own only, which
/// the bank confirms.
@Component
public class BankAccounts {

    /// Nobody needs more.
    static final int MOST = 10;

    static final int TRIES_A_DAY = 5;
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{16,19}");
    private static final String SELECT = "select id, bank, number, linked_at from bank.account ";

    private final JdbcClient jdbc;
    private final Pins pins;
    private final BankRail bank;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    BankAccounts(
            JdbcClient jdbc,
            Pins pins,
            BankRail bank,
            TransactionTemplate transaction,
            ApplicationEventPublisher news,
            Clock clock) {
        this.news = news;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.pins = pins;
        this.bank = bank;
        this.clock = clock;
    }

    /// What came of a wish to link an account.
    public sealed interface Linking permits Linked, NotLinked {}

    public record Linked(BankAccount account) implements Linking {}

    public record NotLinked(Reason reason) implements Linking {}

    /// Why not, the first that applies.
    public enum Reason {
        /// Not 16 to 19 digits, or a digit is wrong: the last one checks the others (ISO/IEC 7812).
        NUMBER_WRONG,
        TOO_MANY,
        /// Asked of the bank too often today.
        TOO_MANY_TRIES,
        PIN_NOT_SET,
        PIN_WRONG,
        PIN_LOCKED,
        /// The bank knows no such account in the customer's name.
        NOT_YOURS,
        /// The bank does not answer.
        BANK_SILENT
    }

    /// Links an account; the same number again is the same account.
    ///
    /// @param typed the number of the card, as a person writes it
    public Linking link(Customer customer, Bank at, String typed, String pin) {
        var number = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s-]", "");
        if (!NUMBER.matcher(number).matches() || !CheckDigits.luhn(number)) {
            return new NotLinked(Reason.NUMBER_WRONG);
        }
        if (list(customer.id()).size() >= MOST) {
            return new NotLinked(Reason.TOO_MANY);
        }
        return switch (pins.check(customer, pin)) {
            case NOT_SET -> new NotLinked(Reason.PIN_NOT_SET);
            case WRONG -> new NotLinked(Reason.PIN_WRONG);
            case LOCKED -> new NotLinked(Reason.PIN_LOCKED);
            case RIGHT ->
                    mayAsk(customer.id())
                            ? confirmed(customer, at, number)
                            : new NotLinked(Reason.TOO_MANY_TRIES);
        };
    }

    /// Whether the bank may be asked whose card it is: a few times a day, or one could try cards of
    /// others. Counted before it is asked.
    private boolean mayAsk(CustomerId customer) {
        var counted =
                transaction.execute(_ -> {
                    Turns.take(jdbc, "link " + customer);
                    return jdbc.sql(
                                    """
                                    insert into bank.link_try (customer, at)
                                    select :customer, :now where (
                                        select count(*) from bank.link_try
                                        where customer = :customer and at > :day) < :most
                                    """)
                            .param("customer", customer.uuid())
                            .param("now", Timestamp.from(clock.instant()))
                            .param("day", Timestamp.from(clock.instant().minus(A_DAY)))
                            .param("most", TRIES_A_DAY)
                            .update();
                });
        return Objects.equals(counted, 1);
    }

    private Linking confirmed(Customer customer, Bank at, String number) {
        return switch (bank.confirms(number, customer.name())) {
            case SILENT -> new NotLinked(Reason.BANK_SILENT);
            case NO -> new NotLinked(Reason.NOT_YOURS);
            case YES ->
                    new Linked(
                            Objects.requireNonNull(
                                    transaction.execute(_ -> keep(customer, at, number))));
        };
    }

    private BankAccount keep(Customer customer, Bank at, String number) {
        var account =
                jdbc.sql(
                                """
                                insert into bank.account (id, customer, bank, number, holder, linked_at)
                                values (:id, :customer, :bank, :number, :holder, :now)
                                on conflict (customer, number) do update
                                set holder = excluded.holder, removed_at = null,
                                    linked_at = case when account.removed_at is null
                                        then account.linked_at else excluded.linked_at end
                                returning id, bank, number, linked_at
                                """)
                        .param("id", BankAccountId.next().uuid())
                        .param("customer", customer.id().uuid())
                        .param("bank", at.name())
                        .param("holder", customer.name())
                        .param("number", number)
                        .param("now", Timestamp.from(clock.instant()))
                        .query(BankAccounts::row)
                        .single();
        // The first bank stays with a number: no card speaks for two banks.
        news.publishEvent(
                new BankAccountLinked(customer.id(), account.bank().name(), customer.name()));
        return account;
    }

    /// A register knows the customer by another name than a card's: then it is somebody else's.
    @Async
    @TransactionalEventListener
    void on(TierRaised news) {
        jdbc.sql(
                        """
                        update bank.account set removed_at = :now
                        where customer = :customer and removed_at is null
                          and holder not in ('', :name)
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("customer", news.customer().uuid())
                .param("name", news.name())
                .update();
    }

    public List<BankAccount> list(CustomerId customer) {
        return jdbc.sql(SELECT + "where customer = :customer and removed_at is null order by id")
                .param("customer", customer.uuid())
                .query(BankAccounts::row)
                .list();
    }

    /// One of the customer's own; somebody else's does not exist.
    public Optional<BankAccount> find(CustomerId customer, BankAccountId id) {
        return jdbc.sql(SELECT + "where id = :id and customer = :customer and removed_at is null")
                .param("id", id.uuid())
                .param("customer", customer.uuid())
                .query(BankAccounts::row)
                .optional();
    }

    /// What is under way goes on.
    public void remove(CustomerId customer, BankAccountId id) {
        jdbc.sql(
                        """
                        update bank.account set removed_at = :now
                        where id = :id and customer = :customer and removed_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id.uuid())
                .param("customer", customer.uuid())
                .update();
    }

    private static BankAccount row(ResultSet row, int n) throws SQLException {
        return new BankAccount(
                new BankAccountId(row.getObject("id", UUID.class)),
                Bank.valueOf(row.getString("bank")),
                row.getString("number"),
                row.getTimestamp("linked_at").toInstant());
    }
}
