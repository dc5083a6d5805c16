package okpay.friends;

import static okpay.database.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.Courier;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Handle;
import okpay.identity.Letter;
import okpay.ledger.AccountId;
import okpay.ledger.Instruction;
import okpay.ledger.Purpose;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.PaymentKind;
import okpay.wallet.Payments;
import okpay.wallet.Rail;
import okpay.wallet.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sending to somebody who has no wallet yet. The money is set aside until they open one with that
/// phone number or address and accept it; until then it can be recalled, and after a while it comes
/// back by itself. To the wallet this is a [Rail]: the other side is a person.
@Component
public class Parcels implements Rail {

    private static final int MOST = 50;
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final String SELECT =
            "select payment, sender, handle, state, until from friends.parcel ";

    private final JdbcClient jdbc;
    private final Payments payments;
    private final Customers customers;
    private final Wallets wallets;
    private final Courier courier;
    private final FriendSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Parcels(
            JdbcClient jdbc,
            Payments payments,
            Customers customers,
            Wallets wallets,
            Courier courier,
            FriendSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.payments = payments;
        this.customers = customers;
        this.wallets = wallets;
        this.courier = courier;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Sets money aside for whoever has this handle.
    public Attempt send(Customer payer, Handle to, PayOrder order) {
        if (payer.handles().stream().anyMatch(it -> it.text().equals(to.text()))) {
            return new Attempt.NotMade(Attempt.Reason.TO_ONESELF);
        }
        if (isTooMuch(payer.id(), to) && payments.tried(payer.id(), order.key()).isEmpty()) {
            return new Attempt.NotMade(Attempt.Reason.TOO_MANY_TODAY);
        }
        var errand =
                new Payments.Errand(PaymentId.next(), PaymentKind.PARCEL, to.text(), masked(to));
        return payments.carry(payer, errand, order);
    }

    /// Each writes to somebody who has not asked for it.
    private boolean isTooMuch(CustomerId sender, Handle to) {
        return jdbc.sql(
                        """
                        select count(*) >= :most
                            or count(*) filter (where handle = :handle) >= :toOne
                        from friends.parcel where sender = :sender and until > :since
                        """)
                .param("most", settings.parcelsADay())
                .param("toOne", settings.mostToOne())
                .param("handle", to.text())
                .param("sender", sender.uuid())
                .param(
                        "since",
                        Timestamp.from(clock.instant().minus(A_DAY).plus(settings.parcelLasts())))
                .query(Boolean.class)
                .single();
    }

    private static String masked(Handle to) {
        return to.phone()
                .map(it -> it.masked())
                .or(() -> to.email().map(it -> it.masked()))
                .orElseThrow();
    }

    /// What waits for this customer, newest first, at most 50.
    public List<Parcel> waitingFor(Customer customer) {
        return jdbc.sql(
                        SELECT
                                + """
                                where handle = any(:handles::text[]) and state = 'OPEN'
                                  and until > :now order by until desc limit :most
                                """)
                .param("handles", texts(customer.handles(), Handle::text))
                .param("now", Timestamp.from(clock.instant()))
                .param("most", MOST)
                .query(Parcels::row)
                .list();
    }

    public Optional<Parcel> find(PaymentId payment) {
        return jdbc.sql(SELECT + "where payment = :payment")
                .param("payment", payment.uuid())
                .query(Parcels::row)
                .optional();
    }

    /// Accepts what waits for the customer.
    ///
    /// @return whether it is theirs now; false when it was recalled, is over, or is for others
    public boolean accept(Customer customer, PaymentId id) {
        var mine =
                find(id).filter(it ->
                        customer.handles().stream()
                                .anyMatch(handle -> handle.text().equals(it.handle())));
        boolean isOpen = payments.find(id).filter(it -> it.state().isOpen()).isPresent();
        if (mine.isEmpty() || (mine.get().state() == Parcel.State.OPEN && !isOpen)) {
            return false;
        }
        transaction.executeWithoutResult(_ -> {
            if (end(id, Parcel.State.ACCEPTED, Optional.of(customer.id()))) {
                payments.accepted(id, customer.id());
            }
        });
        payments.hear(id, ask(id.toString()));
        return find(id).filter(it -> it.state() == Parcel.State.ACCEPTED).isPresent();
    }

    /// The sender takes it back.
    ///
    /// @return false when it was accepted, is over, or is not theirs
    public boolean recall(Customer sender, PaymentId id) {
        var mine = find(id).filter(it -> it.sender().equals(sender.id()));
        if (mine.isEmpty() || !end(id, Parcel.State.RECALLED, Optional.empty())) {
            return mine.filter(it -> it.state() == Parcel.State.RECALLED).isPresent();
        }
        payments.hear(id, ask(id.toString()));
        return true;
    }

    /// Ends it once; whoever is later finds it ended. What is over cannot be accepted.
    private boolean end(PaymentId id, Parcel.State as, Optional<CustomerId> receiver) {
        return jdbc.sql(
                                """
                                update friends.parcel set state = :state, receiver = :receiver
                                where payment = :id and state = 'OPEN'
                                  and (until > :now or :state <> 'ACCEPTED')
                                """)
                        .param("state", as.name())
                        .param("receiver", receiver.map(CustomerId::uuid).orElse(null))
                        .param("id", id.uuid())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    @Override
    public boolean carries(PaymentKind kind) {
        return kind == PaymentKind.PARCEL;
    }

    /// Lays it out for the other side, and tells them.
    @Override
    public Answer pay(Payment payment, Instant validUntil) {
        // Whoever lays it out too late is past the moment at which it was given up.
        transaction.executeWithoutResult(_ -> {
            if (clock.instant().isBefore(validUntil)) {
                lay(payment);
            }
        });
        return ask(payment.id().toString());
    }

    private void lay(Payment payment) {
        int laid =
                jdbc.sql(
                                """
                                insert into friends.parcel (payment, sender, handle, state, until)
                                values (:payment, :sender, :handle, 'OPEN', :until)
                                on conflict (payment) do nothing
                                """)
                        .param("payment", payment.id().uuid())
                        .param("sender", payment.customer().uuid())
                        .param("handle", payment.payeeRef())
                        .param("until", Timestamp.from(payment.at().plus(settings.parcelLasts())))
                        .update();
        if (laid == 1) {
            var sender = customers.find(payment.customer()).orElseThrow();
            var details = List.<Object>of(sender.maskedName(), payment.amount());
            courier.carry(
                    new Letter(
                            Letter.Kind.PARCEL_WAITS,
                            Handle.of(payment.payeeRef()),
                            sender.language(),
                            details,
                            Optional.empty()));
        }
    }

    /// What the other side has said so far; nothing, in time, is a no.
    @Override
    public Answer ask(String reference) {
        var id = PaymentId.read(reference).orElseThrow();
        var found = find(id);
        if (found.isEmpty()) {
            return new Answer.Unclear(Why.NOT_FOUND);
        }
        if (found.get().state() == Parcel.State.OPEN
                && !found.get().isOpenAt(clock.instant())
                && !end(id, Parcel.State.EXPIRED, Optional.empty())) {
            return ask(reference);
        }
        return switch (find(id).orElseThrow().state()) {
            case OPEN -> new Answer.Unclear(Why.PENDING);
            case ACCEPTED -> new Answer.Succeeded();
            case RECALLED -> new Answer.Failed("RECALLED");
            case EXPIRED -> new Answer.Failed("NOT_ACCEPTED");
        };
    }

    @Override
    public List<Instruction> capture(Payment payment, Instant at) {
        return List.of(
                new Instruction.Capture(
                        payment.hold().orElseThrow(),
                        receiver(payment),
                        payment.amount(),
                        Purpose.SEND,
                        at));
    }

    private AccountId receiver(Payment payment) {
        var receiver =
                jdbc.sql("select receiver from friends.parcel where payment = :id")
                        .param("id", payment.id().uuid())
                        .query((row, n) -> new CustomerId(row.getObject("receiver", UUID.class)))
                        .single();
        return wallets.account(receiver, payment.amount().currency());
    }

    /// A person who accepted does not send back by themselves: they send.
    @Override
    public List<Instruction> giveBack(Payment payment, AccountId to, Instant at) {
        throw new IllegalStateException(payment.id() + " does not come back");
    }

    @Override
    public List<Instruction> lose(Payment payment, Instant at) {
        throw new IllegalStateException(payment.id() + " cannot be lost: it never left our books");
    }

    @Override
    public List<Instruction> findAgain(Payment payment, Instant at) {
        throw new IllegalStateException(payment.id() + " cannot be found: it was never lost");
    }

    private static Parcel row(ResultSet row, int n) throws SQLException {
        return new Parcel(
                new PaymentId(row.getObject("payment", UUID.class)),
                new CustomerId(row.getObject("sender", UUID.class)),
                row.getString("handle"),
                Parcel.State.valueOf(row.getString("state")),
                row.getTimestamp("until").toInstant());
    }
}
