package okpay.friends;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import okpay.database.Turns;
import okpay.id.Ids;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.identity.Owners;
import okpay.money.Money;
import okpay.wallet.Attempt;
import okpay.wallet.PayOrder;
import okpay.wallet.Payments;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Asking others for money: one person for a sum, or several for their parts of a bill. Each is
/// paid once, or declined, or lapses.
@Component
public class Requests {

    private static final int MOST_PARTS = 20;

    private final JdbcClient jdbc;
    private final RequestStore store;
    private final Customers customers;
    private final Payments payments;
    private final Owners owners;
    private final FriendSettings settings;
    private final Clock clock;

    Requests(
            JdbcClient jdbc,
            RequestStore store,
            Customers customers,
            Payments payments,
            Owners owners,
            FriendSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.customers = customers;
        this.payments = payments;
        this.owners = owners;
        this.settings = settings;
        this.clock = clock;
    }

    /// What came of it.
    public sealed interface Asking permits Asked, NotAsked {}

    public record Asked(List<MoneyRequest> requests) implements Asking {}

    public record NotAsked(Reason reason) implements Asking {}

    /// Why nobody was asked, the first that applies.
    public enum Reason {
        NOTE_TOO_LONG,
        /// One of them has no wallet.
        NO_SUCH_PERSON,
        ONESELF,
        /// Nobody, more than 20, or somebody twice.
        PEOPLE_WRONG,
        /// Less than a cent for each.
        TOO_LITTLE,
        /// Too many requests today, or too many to one person.
        TOO_MANY_TODAY
    }

    /// Asks people for a sum each, or for equal parts of one.
    ///
    /// @param sum for each, or the whole of what is split
    /// @param split the sum is divided by all of them and the asker; what does not divide is the
    ///   asker's
    /// @param handles phone numbers and addresses, as typed
    @Transactional
    public Asking ask(Customer asker, Money sum, boolean split, List<String> handles, String note) {
        return ask(asker, sum, split, handles, note, Ids.next().toString());
    }

    /// The same, once under one key of the asker's: a second try gets the requests of the first.
    ///
    /// @param key 1 to 100 characters
    @Transactional
    public Asking ask(
            Customer asker,
            Money sum,
            boolean split,
            List<String> handles,
            String note,
            String key) {
        Turns.take(jdbc, "requests of " + asker.id());
        var before = store.made(asker.id(), key);
        if (!before.isEmpty()) {
            return new Asked(before);
        }
        if (note.length() > 200) {
            return new NotAsked(Reason.NOTE_TOO_LONG);
        }
        if (handles.isEmpty() || handles.size() > MOST_PARTS) {
            return new NotAsked(Reason.PEOPLE_WRONG);
        }
        var payers = handles.stream().flatMap(it -> customers.byHandle(it).stream()).toList();
        if (payers.size() < handles.size()) {
            return new NotAsked(Reason.NO_SUCH_PERSON);
        }
        var ids = new HashSet<>(payers.stream().map(Customer::id).toList());
        if (ids.contains(asker.id())) {
            return new NotAsked(Reason.ONESELF);
        }
        if (ids.size() != payers.size()) {
            return new NotAsked(Reason.PEOPLE_WRONG);
        }
        var part = split ? new Money(sum.minor() / (payers.size() + 1), sum.currency()) : sum;
        if (!part.isPositive()) {
            return new NotAsked(Reason.TOO_LITTLE);
        }
        if (!store.mayAsk(asker.id(), payers, clock.instant(), settings)) {
            return new NotAsked(Reason.TOO_MANY_TODAY);
        }
        var together = split ? Ids.next() : null;
        return new Asked(
                payers.stream().map(it -> write(asker, it, part, note, together, key)).toList());
    }

    private MoneyRequest write(
            Customer asker,
            Customer payer,
            Money part,
            String note,
            @Nullable UUID together,
            String key) {
        var now = clock.instant();
        var request =
                new MoneyRequest(
                        RequestId.next(),
                        asker.id(),
                        payer.id(),
                        part,
                        note.strip().replace("\0", ""),
                        MoneyRequest.State.OPEN,
                        now,
                        now.plus(settings.requestLasts()));
        store.insert(request, together, key);
        owners.tell(payer, Letter.Kind.MONEY_ASKED, asker.maskedName(), part);
        return request;
    }

    /// Those of a customer, newest first, at most 100.
    ///
    /// @param asked those the customer asked others for; else those others ask of the customer
    public List<MoneyRequest> of(CustomerId customer, boolean asked) {
        return store.of(customer, asked);
    }

    /// How many wait for this customer.
    public int openTo(CustomerId payer) {
        var now = clock.instant();
        var open = of(payer, false).stream().filter(it -> it.isOpenAt(now)).toList();
        return open.size() - paid(open).size();
    }

    /// One the customer asked or is asked; others do not exist.
    public Optional<MoneyRequest> find(RequestId id, CustomerId customer) {
        return store.find(id, customer);
    }

    /// Which of these are paid.
    public Set<RequestId> paid(List<MoneyRequest> some) {
        return payments.findAll(some.stream().map(MoneyRequest::payment).toList()).stream()
                .map(payment -> new RequestId(payment.id().uuid()))
                .collect(Collectors.toSet());
    }

    public boolean isPaid(MoneyRequest request) {
        return payments.find(request.payment()).isPresent();
    }

    /// Can be paid now.
    public boolean isOpen(MoneyRequest request) {
        return request.isOpenAt(clock.instant()) && !isPaid(request);
    }

    /// How one that is not paid stands: `OPEN`, `DECLINED`, `CANCELLED`, or `LAPSED` when nobody
    /// paid it in time.
    public String stateNow(MoneyRequest request) {
        boolean isOver =
                request.state() == MoneyRequest.State.OPEN && !request.isOpenAt(clock.instant());
        return isOver ? "LAPSED" : request.state().name();
    }

    /// Pays it, once.
    ///
    /// @param request one this payer is asked
    /// @param key 1 to 100 characters: one for each try
    @Transactional
    public Attempt pay(Customer payer, MoneyRequest request, String key, String pin) {
        Turns.take(jdbc, "request " + request.id());
        var before = payments.find(request.payment());
        if (before.isPresent()) {
            return new Attempt.Made(before.get());
        }
        var now = find(request.id(), payer.id()).orElseThrow();
        if (!now.payer().equals(payer.id()) || !now.isOpenAt(clock.instant())) {
            return new Attempt.NotMade(Attempt.Reason.BILL_IS_OVER);
        }
        var asker = customers.find(now.asker()).orElseThrow();
        var order = new PayOrder(now.amount(), now.note(), key, pin);
        return payments.send(payer, asker, order, now.payment());
    }

    /// The one who is asked says no, or the one who asked needs it no longer. What is paid stays
    /// paid.
    @Transactional
    public boolean end(CustomerId customer, MoneyRequest request) {
        Turns.take(jdbc, "request " + request.id());
        if (isPaid(request)) {
            return false;
        }
        boolean isAsker = request.asker().equals(customer);
        var as = isAsker ? MoneyRequest.State.CANCELLED : MoneyRequest.State.DECLINED;
        return store.end(request.id(), customer, as);
    }

    /// The other one's name, half masked.
    public String other(MoneyRequest request, CustomerId mine) {
        return customers.find(request.other(mine)).map(Customer::maskedName).orElse("");
    }
}
