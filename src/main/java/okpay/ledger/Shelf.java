package okpay.ledger;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a writer knows by heart: accounts, holds, what was given back, and the latest answers. Each
/// kind is bounded; what was not used for longest goes first. Not for several threads.
///
/// It may be behind the database when somebody else writes too: everything decided on it is written
/// only if the versions still stand.
final class Shelf {

    /// What was answered under a key.
    record Answered(Gist gist, Outcome outcome) {}

    final Map<AccountId, Account> accounts = byUse();
    final Map<HoldId, Hold> holds = byUse();
    final Map<TransferId, Given> given = byUse();
    final Map<String, Answered> answers = byUse();
    private final int most;

    /// @param most of each kind, after [#trim]
    Shelf(int most) {
        this.most = most;
    }

    /// What must be fetched before these can be decided.
    record Missing(Set<HoldId> holds, Set<TransferId> transfers, Set<AccountId> accounts) {}

    Missing missing(Collection<Command> commands) {
        var missing =
                new Missing(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (var command : commands) {
            for (var instruction : command.order().chain()) {
                look(instruction, missing);
            }
        }
        return missing;
    }

    private void look(Instruction instruction, Missing missing) {
        switch (instruction) {
            case Instruction.Move move -> {
                want(move.debit(), missing);
                want(move.credit(), missing);
                move.fee().ifPresent(fee -> want(fee.to(), missing));
                move.reverses()
                        .filter(id -> !given.containsKey(id))
                        .ifPresent(missing.transfers()::add);
            }
            case Instruction.Authorise ask -> want(ask.account(), missing);
            case Instruction.Capture capture -> {
                want(capture.hold(), missing);
                want(capture.credit(), missing);
                capture.fee().ifPresent(fee -> want(fee.to(), missing));
            }
            case Instruction.Release(var hold) -> want(hold, missing);
            case Instruction.Expire(var hold) -> want(hold, missing);
            case Instruction.Close(var account, var _) -> want(account, missing);
            case Instruction.Limit(var account, var _) -> want(account, missing);
        }
    }

    private void want(AccountId id, Missing missing) {
        if (!accounts.containsKey(id)) {
            missing.accounts().add(id);
        }
    }

    private void want(HoldId id, Missing missing) {
        var hold = holds.get(id);
        if (hold == null) {
            missing.holds().add(id);
        } else {
            want(hold.account(), missing);
        }
    }

    /// The last line of the accounts an instruction touches, 0 when there is none.
    long lastLine(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Move move ->
                    Math.max(
                            Math.max(last(move.debit()), last(move.credit())),
                            move.fee().map(fee -> last(fee.to())).orElse(0L));
            case Instruction.Capture capture ->
                    Math.max(
                            Math.max(last(capture.hold()), last(capture.credit())),
                            capture.fee().map(fee -> last(fee.to())).orElse(0L));
            case Instruction.Authorise _,
                    Instruction.Release _,
                    Instruction.Expire _,
                    Instruction.Close _,
                    Instruction.Limit _ ->
                    0;
        };
    }

    private long last(HoldId id) {
        var hold = holds.get(id);
        return hold == null ? 0 : last(hold.account());
    }

    private long last(AccountId id) {
        var account = accounts.get(id);
        return account == null ? 0 : account.last();
    }

    void forgetAll() {
        List.of(accounts, holds, given, answers).forEach(Map::clear);
    }

    /// Between two batches only: what a batch needs must not go while it is decided.
    void trim() {
        for (var kind : List.of(accounts, holds, given, answers)) {
            var eldest = kind.keySet().iterator();
            for (int over = kind.size() - most; over > 0; over--) {
                eldest.next();
                eldest.remove();
            }
        }
    }

    private static <K, V> Map<K, V> byUse() {
        return new LinkedHashMap<>(16, 0.75f, true);
    }
}
