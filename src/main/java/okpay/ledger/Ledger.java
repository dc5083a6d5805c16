package okpay.ledger;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import okpay.id.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The front door of the books, and the only writer of balances.
///
/// Every order is booked at most once, whole or not at all, in the caller's transaction if there is
/// one. The books sum to zero in every currency after every order ([TrialBalance]). Safe to call
/// from any thread and from several processes on one database: accounts are locked in the order of
/// their ids.
@Component
public class Ledger {

    private final Accounts accounts;
    private final Holds holds;
    private final Requests requests;
    private final Journal journal;
    private final Clock clock;
    private final Decider decider;

    Ledger(
            Accounts accounts,
            Holds holds,
            Requests requests,
            Journal journal,
            LedgerSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.holds = holds;
        this.requests = requests;
        this.journal = journal;
        this.clock = clock;
        this.decider = new Decider(settings, Ids::next);
    }

    @Transactional
    public Outcome book(Order order) {
        return bookEach(List.of(order)).getFirst();
    }

    /// Books many orders in one go; each stands for itself, in the order given. Their keys must
    /// differ.
    @Transactional
    public List<Outcome> bookEach(List<Order> orders) {
        return bookEach(orders, Authority.ofNobodyInParticular());
    }

    /// Frees holds whose time is over, at most `most` at once.
    @Transactional
    public int expireHolds(int most) {
        var due = holds.overdue(clock.instant(), most);
        bookEach(
                due.stream()
                        .map(id -> Order.of("expire:" + id, new Instruction.Expire(id)))
                        .toList());
        return due.size();
    }

    List<Outcome> bookEach(List<Order> orders, Authority authority) {
        var answers = new LinkedHashMap<String, Outcome>();
        var fresh = requests.claim(orders, clock.instant());
        orders.stream()
                .filter(order -> !fresh.contains(order.key()))
                .forEach(order -> answers.put(order.key(), requests.recall(order)));
        var news = orders.stream().filter(order -> fresh.contains(order.key())).toList();
        if (!news.isEmpty()) {
            answers.putAll(decideAndWrite(news, authority));
        }
        return orders.stream()
                .map(order -> Optional.ofNullable(answers.get(order.key())))
                .map(Optional::orElseThrow)
                .toList();
    }

    private Map<String, Outcome> decideAndWrite(List<Order> orders, Authority authority) {
        var before = lockedSheet(orders);
        var sheet = before;
        var answers = new LinkedHashMap<String, Outcome>();
        for (var order : orders) {
            switch (decider.decide(order, sheet, authority)) {
                case Decider.Decision.Accept(var after, var ids) -> {
                    sheet = after;
                    answers.put(order.key(), new Outcome.Booked(ids));
                }
                case Decider.Decision.Refuse(var reason) ->
                        answers.put(order.key(), new Outcome.Refused(reason));
            }
        }
        journal.write(before, sheet, authority, clock.instant());
        requests.remember(answers);
        return answers;
    }

    private Sheet lockedSheet(List<Order> orders) {
        var accountIds = new TreeSet<AccountId>(Comparator.comparing(AccountId::uuid));
        var holdIds = new ArrayList<HoldId>();
        orders.stream()
                .flatMap(order -> order.chain().stream())
                .forEach(instruction -> {
                    accountsIn(instruction).forEach(accountIds::add);
                    holdIn(instruction).ifPresent(holdIds::add);
                });
        if (!holdIds.isEmpty()) {
            accountIds.addAll(holds.accountsOf(holdIds));
        }
        var lockedAccounts = accounts.locked(accountIds);
        return new Sheet(lockedAccounts, holdIds.isEmpty() ? Map.of() : holds.locked(holdIds));
    }

    private static Stream<AccountId> accountsIn(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Move move -> Stream.of(move.debit(), move.credit());
            case Instruction.Authorise ask -> Stream.of(ask.account());
            case Instruction.Capture capture -> Stream.of(capture.credit());
            case Instruction.Release _, Instruction.Expire _ -> Stream.of();
        };
    }

    private static Optional<HoldId> holdIn(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Capture capture -> Optional.of(capture.hold());
            case Instruction.Release release -> Optional.of(release.hold());
            case Instruction.Expire expire -> Optional.of(expire.hold());
            case Instruction.Move _, Instruction.Authorise _ -> Optional.empty();
        };
    }
}
