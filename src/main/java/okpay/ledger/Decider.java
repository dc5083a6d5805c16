package okpay.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import okpay.ledger.Outcome.Booked;
import okpay.ledger.Outcome.Refused;
import okpay.ledger.Outcome.Standing;
import org.jspecify.annotations.Nullable;

/// Decides and touches nothing but the [Sheet]: no clock, no SQL, no chance. The writer does as
/// decided.
final class Decider {

    private final LedgerSettings settings;
    private final Posting posting;
    private final Holding holding;

    Decider(LedgerSettings settings) {
        this.settings = settings;
        this.posting = new Posting(settings);
        this.holding = new Holding(posting);
    }

    /// On whose word, where in the books, and on which day an order is decided.
    ///
    /// @param position of the order's first instruction
    /// @param today days since 1970-01-01
    record Setting(Authority authority, long position, long today) {}

    /// All of the chain, or none of it and the reason of the first that cannot be.
    Outcome decide(Order order, Sheet sheet, Setting setting) {
        if (order.chain().size() > Order.LONGEST_CHAIN) {
            return new Refused(Refusal.CHAIN_TOO_LONG);
        }
        var positions = new ArrayList<Long>(order.chain().size());
        for (var instruction : order.chain()) {
            var step = new Step(order, sheet, setting, setting.position() + positions.size());
            var refusal = one(instruction, step);
            if (refusal != null) {
                sheet.discard();
                return new Refused(refusal);
            }
            positions.add(step.position());
        }
        return new Booked(positions, standings(sheet.accept()));
    }

    /// How the accounts stood after these lines, each by its last leg.
    static List<Standing> standings(List<Sheet.Line> lines) {
        var last = new ArrayList<Standing>();
        for (var line : lines.reversed()) {
            line.feeTo().ifPresent(account -> add(last, account));
            add(last, line.credit());
            add(last, line.debit());
        }
        return last;
    }

    private static void add(List<Standing> all, Account account) {
        if (all.stream().noneMatch(one -> one.account().equals(account.id()))) {
            all.add(new Standing(account.id(), account.posted(), account.seq()));
        }
    }

    /// One instruction of an order, being decided.
    record Step(Order order, Sheet sheet, Setting setting, long position) {}

    private @Nullable Refusal one(Instruction instruction, Step step) {
        return switch (instruction) {
            case Instruction.Move move -> posting.move(move, step, dayOf(move.eventAt()));
            case Instruction.Authorise ask -> Holding.authorise(ask, step);
            case Instruction.Capture capture -> holding.capture(capture, step);
            case Instruction.Release(var hold) -> Holding.free(hold, Hold.State.RELEASED, step);
            case Instruction.Expire(var hold) -> Holding.free(hold, Hold.State.EXPIRED, step);
            case Instruction.Close(var id, var stop) -> change(id, step, it -> it.with(stop));
            case Instruction.Limit(var _, var aDay) when aDay < 0 -> Refusal.AMOUNT_NOT_POSITIVE;
            case Instruction.Limit(var id, var aDay) ->
                    change(id, step, it -> it.with(it.allowance().limitedTo(aDay)));
        };
    }

    private interface Change {
        Account of(Account account);
    }

    private static @Nullable Refusal change(AccountId id, Step step, Change change) {
        var account = step.sheet().account(id).orElse(null);
        if (account == null) {
            return Refusal.NOT_FOUND;
        }
        step.sheet().draft(change.of(account));
        return null;
    }

    /// The day a time belongs to, in the zone of the settings.
    long dayOf(Instant time) {
        return time.atZone(settings.zone()).toLocalDate().toEpochDay();
    }
}
