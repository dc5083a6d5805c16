package okpay.friends;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.identity.Pins;
import okpay.money.Money;
import okpay.wallet.PaymentId;
import okpay.wallet.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sending on a day to come, once or regularly: agreed to with the PIN when it is planned.
@Component
public class Plans {

    /// Whose days count.
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final int LONGEST = 200;
    private static final String SELECT =
            "select id, payer, payee, amount, currency, note, every, first_day, next_day, last_day, payment"
                    + " from friends.plan ";

    private final JdbcClient jdbc;
    private final Pins pins;
    private final Owners owners;
    private final Wallets wallets;
    private final TransactionTemplate transaction;
    private final FriendSettings settings;
    private final Clock clock;

    Plans(
            JdbcClient jdbc,
            Pins pins,
            Owners owners,
            Wallets wallets,
            TransactionTemplate transaction,
            FriendSettings settings,
            Clock clock) {
        this.wallets = wallets;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.pins = pins;
        this.owners = owners;
        this.settings = settings;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Planning permits Planned, NotPlanned {}

    public record Planned(Plan plan) implements Planning {}

    public record NotPlanned(Reason reason) implements Planning {}

    /// Why nothing was planned, the first that applies.
    public enum Reason {
        NOTE_TOO_LONG,
        ONESELF,
        /// Today or before, more than a year away, or an end before the beginning.
        DAY_WRONG,
        TOO_MANY_PLANS,
        /// More than one payment of this payer may be.
        OVER_LIMIT_ONCE,
        /// The key of this try was used for something else.
        KEY_REUSED,
        PIN_NOT_SET,
        PIN_WRONG,
        PIN_LOCKED
    }

    /// What somebody wants to send.
    ///
    /// @param note up to 200 characters
    /// @param first tomorrow at the earliest, in a year at the latest
    /// @param until within 50 years
    /// @param key 1 to 100 characters, made where it is asked for: plans once
    public record Wish(
            Money amount,
            String note,
            Plan.Every every,
            LocalDate first,
            Optional<LocalDate> until,
            String key) {}

    /// Plans it. The same wish under the same key is planned once.
    public Planning make(Customer payer, Customer payee, Wish wish, String pin) {
        var before = before(payer.id(), payee.id(), wish);
        if (before.isPresent()) {
            return before.get();
        }
        if (wish.note().length() > LONGEST) {
            return new NotPlanned(Reason.NOTE_TOO_LONG);
        }
        if (payer.id().equals(payee.id())) {
            return new NotPlanned(Reason.ONESELF);
        }
        var today = today();
        if (!wish.first().isAfter(today)
                || wish.first().isAfter(today.plusYears(1))
                || wish.until().filter(wish.first()::isAfter).isPresent()
                || wish.until().filter(today.plusYears(50)::isBefore).isPresent()) {
            return new NotPlanned(Reason.DAY_WRONG);
        }
        if (wish.amount().exceeds(wallets.mostAtOnce(payer, wish.amount().currency()))) {
            return new NotPlanned(Reason.OVER_LIMIT_ONCE);
        }
        if (active(payer.id()) >= settings.mostPlans()) {
            return new NotPlanned(Reason.TOO_MANY_PLANS);
        }
        return switch (pins.check(payer, pin)) {
            case NOT_SET -> new NotPlanned(Reason.PIN_NOT_SET);
            case WRONG -> new NotPlanned(Reason.PIN_WRONG);
            case LOCKED -> new NotPlanned(Reason.PIN_LOCKED);
            case RIGHT ->
                    Objects.requireNonNull(transaction.execute(_ -> writeOnce(payer, payee, wish)));
        };
    }

    private Planning writeOnce(Customer payer, Customer payee, Wish wish) {
        Turns.take(jdbc, "plans of " + payer.id());
        var before = before(payer.id(), payee.id(), wish);
        if (before.isPresent()) {
            return before.get();
        }
        return active(payer.id()) >= settings.mostPlans()
                ? new NotPlanned(Reason.TOO_MANY_PLANS)
                : new Planned(write(payer, payee, wish));
    }

    /// What the first try under this key came to.
    private Optional<Planning> before(CustomerId payer, CustomerId payee, Wish wish) {
        return jdbc.sql(SELECT + "where payer = :payer and client_key = :key")
                .param("payer", payer.uuid())
                .param("key", wish.key())
                .query(Plans::row)
                .optional()
                .map(it ->
                        it.isFor(payee, wish)
                                ? new Planned(it)
                                : new NotPlanned(Reason.KEY_REUSED));
    }

    /// The day it is, as plans count days.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private Plan write(Customer payer, Customer payee, Wish wish) {
        var plan =
                new Plan(
                        PlanId.next(),
                        payer.id(),
                        payee.id(),
                        wish.amount(),
                        wish.note().strip().replace("\0", ""),
                        wish.every(),
                        wish.first(),
                        Optional.of(wish.first()),
                        wish.until(),
                        PaymentId.next());
        jdbc.sql(
                        """
                        insert into friends.plan (id, payer, payee, amount, currency, note, every,
                            first_day, next_day, last_day, payment, client_key, made_at)
                        values (:id, :payer, :payee, :amount, :currency, :note, :every,
                            :first, :first, :last, :payment, :key, :now)
                        """)
                .param("id", plan.id().uuid())
                .param("payer", payer.id().uuid())
                .param("payee", payee.id().uuid())
                .param("amount", plan.amount().minor())
                .param("currency", plan.amount().currency().getCurrencyCode())
                .param("note", plan.note())
                .param("every", plan.every().name())
                .param("first", Date.valueOf(plan.first()))
                .param("last", plan.until().map(Date::valueOf).orElse(null))
                .param("payment", plan.payment().uuid())
                .param("key", wish.key())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        owners.tell(payer, Letter.Kind.PLAN_MADE, plan.amount(), payee.maskedName(), plan.first());
        return plan;
    }

    private int active(CustomerId payer) {
        return jdbc.sql(
                        """
                        select count(*) from friends.plan
                        where payer = :payer and next_day is not null
                        """)
                .param("payer", payer.uuid())
                .query(Integer.class)
                .single();
    }

    /// Those of a customer that are not over, the next one first.
    public List<Plan> of(CustomerId payer) {
        return jdbc.sql(
                        SELECT
                                + "where payer = :payer and next_day is not null"
                                + " order by next_day, id")
                .param("payer", payer.uuid())
                .query(Plans::row)
                .list();
    }

    /// One of the customer's own; somebody else's does not exist.
    public Optional<Plan> find(PlanId id, CustomerId payer) {
        return jdbc.sql(SELECT + "where id = :id and payer = :payer")
                .param("id", id.uuid())
                .param("payer", payer.uuid())
                .query(Plans::row)
                .optional();
    }

    /// Nothing leaves any more; what has left stays where it is.
    public void end(Plan plan) {
        jdbc.sql("update friends.plan set next_day = null where id = :id")
                .param("id", plan.id().uuid())
                .update();
    }

    /// Those whose day has come, by number.
    List<Plan> due(LocalDate today, Optional<PlanId> after, int most) {
        return jdbc.sql(
                        SELECT
                                + "where next_day <= :today and id > :after"
                                + " order by id limit :most")
                .param("today", Date.valueOf(today))
                .param("after", after.map(PlanId::uuid).orElse(new UUID(0, 0)))
                .param("most", most)
                .query(Plans::row)
                .list();
    }

    /// Holds it until the end of the transaction.
    ///
    /// @return false when its day is over, or the customer has ended it
    boolean hold(Plan plan) {
        return jdbc.sql("select 1 from friends.plan where id = :id and next_day = :day for update")
                .param("id", plan.id().uuid())
                .param("day", Date.valueOf(plan.next().orElseThrow()))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// Its day is over. For who holds it.
    void over(Plan plan, Optional<LocalDate> next) {
        jdbc.sql("update friends.plan set next_day = :next, payment = :payment where id = :id")
                .param("payment", PaymentId.next().uuid())
                .param("next", next.map(Date::valueOf).orElse(null))
                .param("id", plan.id().uuid())
                .update();
    }

    /// The owner is told once a day that it waits: whether that is now. For who holds it.
    boolean waits(Plan plan) {
        return jdbc.sql(
                                """
                                update friends.plan set told_day = next_day
                                where id = :id and told_day is distinct from next_day
                                """)
                        .param("id", plan.id().uuid())
                        .update()
                == 1;
    }

    private static Plan row(ResultSet row, int n) throws SQLException {
        return new Plan(
                new PlanId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("payer", UUID.class)),
                new CustomerId(row.getObject("payee", UUID.class)),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("note"),
                Plan.Every.valueOf(row.getString("every")),
                row.getObject("first_day", LocalDate.class),
                Optional.ofNullable(row.getObject("next_day", LocalDate.class)),
                Optional.ofNullable(row.getObject("last_day", LocalDate.class)),
                new PaymentId(row.getObject("payment", UUID.class)));
    }
}
