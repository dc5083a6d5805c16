package okpay.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Turns;
import okpay.identity.Agent;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.identity.Pins;
import okpay.identity.Role;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Rider;
import okpay.ledger.Stop;
import okpay.wallet.Freeze.Reason;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Closing wallets and opening them again. The books close the accounts, so that no door goes round
/// it, in one transaction with the reason; the owner is told. Several reasons may stand at once: a
/// wallet is open when none is left.
@Component
public class Freezes {

    private static final String SELECT = "select id, reason, note, by_whom, at from wallet.freeze ";

    private final JdbcClient jdbc;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Pins pins;
    private final Owners owners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Freezes(
            JdbcClient jdbc,
            Wallets wallets,
            Ledger ledger,
            Pins pins,
            Owners owners,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.wallets = wallets;
        this.ledger = ledger;
        this.pins = pins;
        this.owners = owners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Why a wallet stays closed.
    public enum Refusal {
        /// It is not closed for this reason, or not any more.
        NOT_CLOSED,
        /// We closed it: support opens it again.
        NOT_YOURS,
        /// A supervisor must open it.
        NEEDS_SUPERVISOR,
        /// It was opened in a way that a thief could take as well; wait until that time is over.
        TOO_SOON,
        PIN_NOT_SET,
        PIN_WRONG,
        PIN_LOCKED
    }

    /// Why a customer's wallet is closed now; nothing when it is open.
    public List<Freeze> of(CustomerId customer) {
        return jdbc.sql(SELECT + "where customer = :customer and lifted_at is null order by at, id")
                .param("customer", customer.uuid())
                .query(Freezes::row)
                .list();
    }

    /// The owner closes the wallet at once, with nothing to remember. Closing it twice is closing
    /// it.
    @Transactional
    public void close(Customer owner) {
        close(owner, Reason.OWNER, "", owner.id().toString());
    }

    /// We close a customer's wallet.
    ///
    /// @param note 1 to 500 characters
    @Transactional
    public void close(Customer customer, Reason why, String note, Agent agent) {
        if (note.isBlank() || note.length() > 500) {
            throw new IllegalArgumentException("A freeze has a reason in words");
        }
        close(customer, why, note.strip(), agent.id().toString());
    }

    private void close(Customer customer, Reason why, String note, String by) {
        Turns.take(jdbc, "freeze " + customer.id());
        var standing = of(customer.id());
        if (standing.stream().anyMatch(one -> one.why() == why)) {
            return;
        }
        var freeze = new Freeze(FreezeId.next(), why, note, by, clock.instant());
        book(customer.id(), freeze.id(), "close", Stop.DEBITS, _ -> insert(customer.id(), freeze));
        var kind = why.isOwners() ? Letter.Kind.WALLET_LOCKED : Letter.Kind.WALLET_FROZEN;
        owners.tell(customer, kind, freeze.at());
    }

    /// The owner opens the wallet again.
    ///
    /// @return why not, or nothing when it is open as far as the owner can open it
    public Optional<Refusal> open(Customer owner, String pin) {
        var standing = of(owner.id());
        var mine = standing.stream().filter(one -> one.why().isOwners()).findFirst();
        if (mine.isEmpty()) {
            return Optional.of(standing.isEmpty() ? Refusal.NOT_CLOSED : Refusal.NOT_YOURS);
        }
        if (owner.isCautiousAt(clock.instant())) {
            return Optional.of(Refusal.TOO_SOON);
        }
        return switch (pins.check(owner, pin)) {
            case WRONG -> Optional.of(Refusal.PIN_WRONG);
            case LOCKED -> Optional.of(Refusal.PIN_LOCKED);
            case NOT_SET -> Optional.of(Refusal.PIN_NOT_SET);
            case RIGHT ->
                    Objects.requireNonNull(
                            transaction.execute(
                                    _ -> lift(owner, mine.get(), owner.id().toString())));
        };
    }

    /// We open it again. What its owner closed any agent opens, who knows by other means that it is
    /// the owner who asks; what we closed takes a supervisor, and not the one who closed it.
    @Transactional
    public Optional<Refusal> open(Customer customer, FreezeId id, Agent agent) {
        var freeze = of(customer.id()).stream().filter(one -> one.id().equals(id)).findFirst();
        if (freeze.isEmpty()) {
            return Optional.of(Refusal.NOT_CLOSED);
        }
        boolean isAllowed =
                freeze.get().why().isOwners()
                        || (agent.role() == Role.SUPERVISOR
                                && !freeze.get().by().equals(agent.id().toString()));
        return isAllowed
                ? lift(customer, freeze.get(), agent.id().toString())
                : Optional.of(Refusal.NEEDS_SUPERVISOR);
    }

    private Optional<Refusal> lift(Customer customer, Freeze freeze, String by) {
        Turns.take(jdbc, "freeze " + customer.id());
        var rest = new ArrayList<>(of(customer.id()));
        if (!rest.removeIf(one -> one.id().equals(freeze.id()))) {
            return Optional.of(Refusal.NOT_CLOSED);
        }
        var stop = rest.isEmpty() ? Stop.NOTHING : Stop.DEBITS;
        book(customer.id(), freeze.id(), "open", stop, _ -> end(freeze.id(), by));
        if (rest.isEmpty()) {
            owners.tell(customer, Letter.Kind.WALLET_OPENED, clock.instant());
        }
        return Optional.empty();
    }

    private void book(
            CustomerId customer, FreezeId id, String step, Stop stop, Rider<FreezeId> rider) {
        wallets.open(customer, Wallets.HOME);
        var chain =
                wallets.of(customer).stream()
                        .<Instruction>map(
                                it -> new Instruction.Close(it.id(), beside(it.stopped(), stop)))
                        .toList();
        var order = new Order("freeze:" + id, step, chain);
        if (ledger.book(order, id, rider) instanceof Outcome.Refused(var reason)) {
            throw new IllegalStateException("The books did not " + step + ": " + reason);
        }
    }

    /// The books may have closed an account themselves, both ways: that is not ours to open.
    private static Stop beside(Stop now, Stop wanted) {
        return now == Stop.BOTH || now == Stop.CREDITS ? Stop.BOTH : wanted;
    }

    private void insert(CustomerId customer, Freeze freeze) {
        jdbc.sql(
                        """
                        insert into wallet.freeze (id, customer, reason, note, by_whom, at)
                        values (:id, :customer, :reason, :note, :by, :at)
                        """)
                .param("id", freeze.id().uuid())
                .param("customer", customer.uuid())
                .param("reason", freeze.why().name())
                .param("note", freeze.note())
                .param("by", freeze.by())
                .param("at", Timestamp.from(freeze.at()))
                .update();
    }

    private void end(FreezeId id, String by) {
        jdbc.sql(
                        """
                        update wallet.freeze set lifted_by = :by, lifted_at = :now
                        where id = :id and lifted_at is null
                        """)
                .param("id", id.uuid())
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static Freeze row(ResultSet row, int n) throws SQLException {
        return new Freeze(
                new FreezeId(row.getObject("id", UUID.class)),
                Reason.valueOf(row.getString("reason")),
                row.getString("note"),
                row.getString("by_whom"),
                row.getTimestamp("at").toInstant());
    }
}
