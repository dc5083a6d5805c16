package okpay.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A page of the books while it is being decided: the accounts and holds in question as they would
/// stand, and the legs that would be written. Copied before each chain, so that a refused chain
/// leaves no mark.
final class Sheet {

    /// One line in the books: debit, credit, and how both accounts stood after it.
    record Line(
            UUID id,
            String request,
            Instruction.Move move,
            Optional<HoldId> hold,
            Account debit,
            Account credit) {}

    private final Map<AccountId, Account> accounts;
    private final Map<HoldId, Hold> holds;
    private final List<Line> lines;

    Sheet(Map<AccountId, Account> accounts, Map<HoldId, Hold> holds) {
        this(new HashMap<>(accounts), new HashMap<>(holds), new ArrayList<>());
    }

    private Sheet(Map<AccountId, Account> accounts, Map<HoldId, Hold> holds, List<Line> lines) {
        this.accounts = accounts;
        this.holds = holds;
        this.lines = lines;
    }

    Sheet copy() {
        return new Sheet(new HashMap<>(accounts), new HashMap<>(holds), new ArrayList<>(lines));
    }

    Optional<Account> account(AccountId id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Optional<Hold> hold(HoldId id) {
        return Optional.ofNullable(holds.get(id));
    }

    void put(Account account) {
        accounts.put(account.id(), account);
    }

    void put(Hold hold) {
        holds.put(hold.id(), hold);
    }

    void add(Line line) {
        lines.add(line);
        put(line.debit());
        put(line.credit());
    }

    Map<AccountId, Account> accounts() {
        return accounts;
    }

    Map<HoldId, Hold> holds() {
        return holds;
    }

    List<Line> lines() {
        return lines;
    }
}
