package okpay.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page of the books while a batch is being decided: what is known, as it would stand, and the
/// lines that would be written.
///
/// One order at a time writes a draft on it; [#accept] makes the draft part of the page, [#discard]
/// leaves no mark. Not for several threads.
final class Sheet {

    /// One line in the books: what moved, and how the accounts stood after it.
    record Line(
            long position,
            Instruction.Move move,
            Optional<HoldId> hold,
            Account debit,
            Account credit,
            Optional<Account> feeTo) {}

    private final Map<AccountId, Account> accounts;
    private final Map<HoldId, Hold> holds;
    private final Map<TransferId, Given> given;

    private final Map<AccountId, Account> draftAccounts = new HashMap<>();
    private final Map<HoldId, Hold> draftHolds = new HashMap<>();
    private final Map<TransferId, Given> draftGiven = new HashMap<>();
    private final List<Line> draftLines = new ArrayList<>();
    private final List<AccountId> looked = new ArrayList<>();

    private final Map<AccountId, Account> changedAccounts = new LinkedHashMap<>();
    private final Map<HoldId, Hold> changedHolds = new LinkedHashMap<>();
    private final Map<TransferId, Given> changedGiven = new LinkedHashMap<>();
    private final Map<AccountId, Long> refusedOn = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    /// The maps are written to: what is accepted is known to the next batch.
    Sheet(Map<AccountId, Account> accounts, Map<HoldId, Hold> holds, Map<TransferId, Given> given) {
        this.accounts = accounts;
        this.holds = holds;
        this.given = given;
    }

    Optional<Account> account(AccountId id) {
        var draft = draftAccounts.get(id);
        if (draft != null) {
            return Optional.of(draft);
        }
        looked.add(id);
        return Optional.ofNullable(accounts.get(id));
    }

    Optional<Hold> hold(HoldId id) {
        var draft = draftHolds.get(id);
        return Optional.ofNullable(draft != null ? draft : holds.get(id));
    }

    Optional<Given> given(TransferId id) {
        var draft = draftGiven.get(id);
        return Optional.ofNullable(draft != null ? draft : given.get(id));
    }

    void draft(Account account) {
        draftAccounts.put(account.id(), account);
    }

    void draft(Hold hold) {
        draftHolds.put(hold.id(), hold);
    }

    void draft(Given back) {
        draftGiven.put(back.transfer(), back);
    }

    void draft(Line line) {
        draftLines.add(line);
        draft(line.debit());
        draft(line.credit());
        line.feeTo().ifPresent(this::draft);
    }

    /// The draft stands. Whatever is changed for the first time gets its next version.
    List<Line> accept() {
        for (var account : draftAccounts.values()) {
            var id = account.id();
            var next = changedAccounts.containsKey(id) ? account : account.nextVersion();
            accounts.put(id, next);
            changedAccounts.put(id, next);
        }
        for (var hold : draftHolds.values()) {
            var next = changedHolds.containsKey(hold.id()) ? hold : hold.nextVersion();
            holds.put(hold.id(), next);
            changedHolds.put(hold.id(), next);
        }
        for (var back : draftGiven.values()) {
            var next = changedGiven.containsKey(back.transfer()) ? back : back.nextVersion();
            given.put(back.transfer(), next);
            changedGiven.put(back.transfer(), next);
        }
        var written = List.copyOf(draftLines);
        lines.addAll(written);
        forgetDraft();
        return written;
    }

    /// The draft is thrown away; what it was refused on must still be true when the batch is
    /// written.
    void discard() {
        for (var id : looked) {
            var account = accounts.get(id);
            if (account != null) {
                refusedOn.put(id, account.version());
            }
        }
        forgetDraft();
    }

    private void forgetDraft() {
        draftAccounts.clear();
        draftHolds.clear();
        draftGiven.clear();
        draftLines.clear();
        looked.clear();
    }

    Collection<Account> changedAccounts() {
        return changedAccounts.values();
    }

    Collection<Hold> changedHolds() {
        return changedHolds.values();
    }

    Collection<Given> changedGiven() {
        return changedGiven.values();
    }

    /// Accounts that were only read, and the version they were read in.
    Map<AccountId, Long> refusedOn() {
        refusedOn.keySet().removeAll(changedAccounts.keySet());
        return refusedOn;
    }

    List<Line> lines() {
        return lines;
    }
}
