package okpay.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import okpay.ledger.Command.Ride;
import org.springframework.stereotype.Component;

/// The front door of the books, and the only way to change a balance.
///
/// Every order is booked at most once, whole or not at all, in a transaction of the books' own
/// ([Writer]): callers wait until it is on disk and get the resulting balances. Who must write rows
/// of their own in the same transaction brings a [Rider]. A caller's own transaction neither helps
/// nor hinders: an account opened in it and not yet committed does not exist for the books.
///
/// The books sum to zero in every currency after every order ([TrialBalance]). Safe to call from
/// any number of threads, and from several processes on one database. Too many waiting orders and a
/// lost database are [BooksUnavailable]; everything else that is not booked is an answer.
@Component
public class Ledger {

    private final Writer writer;
    private final Holds holds;
    private final LedgerSettings settings;
    private final Clock clock;

    Ledger(Writer writer, Holds holds, LedgerSettings settings, Clock clock) {
        this.writer = writer;
        this.holds = holds;
        this.settings = settings;
        this.clock = clock;
    }

    public Outcome book(Order order) {
        return book(order, Authority.ofNobodyInParticular(), List.of());
    }

    /// Books an order and writes what rides along, both or neither.
    ///
    /// @throws RuntimeException whatever the rider threw; then nothing was booked, and nothing is
    ///   remembered under the key
    public <T> Outcome book(Order order, T what, Rider<T> rider) {
        return book(order, Authority.ofNobodyInParticular(), List.of(new Ride<>(rider, what)));
    }

    /// An order, and what rides along.
    public record Asked<T>(Order order, T what) {}

    /// Books many orders; each stands for itself.
    public List<Outcome> bookEach(List<Order> orders) {
        return bookEach(orders.stream().map(order -> new Asked<>(order, order)).toList(), _ -> {});
    }

    /// Books many orders, each with what rides along.
    public <T> List<Outcome> bookEach(List<Asked<T>> all, Rider<T> rider) {
        var outcomes = new ArrayList<Outcome>(all.size());
        for (int i = 0; i < all.size(); i += settings.batch()) {
            var part = all.subList(i, Math.min(all.size(), i + settings.batch()));
            var commands =
                    part.stream()
                            .map(one ->
                                    ask(
                                            one.order(),
                                            Authority.ofNobodyInParticular(),
                                            List.of(new Ride<>(rider, one.what()))))
                            .toList();
            commands.forEach(command -> outcomes.add(command.await()));
        }
        return outcomes;
    }

    /// Frees holds whose time is over, at most `most` at once.
    public int expireHolds(int most) {
        var due = holds.overdue(clock.instant(), most);
        bookEach(
                due.stream()
                        .map(id -> Order.of(id.toString(), "expire", new Instruction.Expire(id)))
                        .toList());
        return due.size();
    }

    Outcome book(Order order, Authority authority, List<Ride<?>> rides) {
        if (order.chain().size() > Order.LONGEST_CHAIN) {
            return new Outcome.Refused(Refusal.CHAIN_TOO_LONG);
        }
        return ask(order, authority, rides).await();
    }

    private Command ask(Order order, Authority authority, List<Ride<?>> rides) {
        var command = new Command(order, authority, rides, settings.patience());
        writer.take(command);
        return command;
    }
}
