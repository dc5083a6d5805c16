package okpay.ledger;

import java.util.Optional;
import okpay.ledger.Decider.Step;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;

/// Decides what moves money at once. Every check of an amount, an account or a remedy stands here.
final class Posting {

    private final LedgerSettings settings;

    Posting(LedgerSettings settings) {
        this.settings = settings;
    }

    /// @param day the day it happened on in the world
    @Nullable Refusal move(Instruction.Move move, Step step, long day) {
        var from = step.sheet().account(move.debit()).orElse(null);
        var to = step.sheet().account(move.credit()).orElse(null);
        if (from == null || to == null) {
            return Refusal.NOT_FOUND;
        }
        var refusal = forbids(from, to, move.amount());
        if (refusal != null) {
            return refusal;
        }
        if (from.stopped().debits() && !move.purpose().leavesClosed()) {
            return Refusal.FROZEN;
        }
        refusal = givesTooMuchBack(move, step);
        if (refusal != null) {
            return refusal;
        }
        long minor = move.amount().minor();
        long today = step.setting().today();
        // What happened long before counts on its own day, and that is over; what was asked just
        // before midnight counts today.
        if (move.purpose().isSpending() && day >= today - 1) {
            if (!from.allowance().allows(minor, today)) {
                return Refusal.OVER_LIMIT_A_DAY;
            }
            from = from.with(from.allowance().spending(minor, today));
        }
        if (!from.covers(minor)) {
            return Refusal.SHORT_OF_FUNDS;
        }
        return post(move, Optional.empty(), from, to, step);
    }

    private static @Nullable Refusal givesTooMuchBack(Instruction.Move move, Step step) {
        if (move.reverses().isEmpty()) {
            return null;
        }
        var given = step.sheet().given(move.reverses().get()).orElse(null);
        if (given == null) {
            return Refusal.NOT_FOUND;
        }
        if (!given.payer().equals(move.credit())) {
            return Refusal.NOT_THE_PAYER;
        }
        if (!given.covers(move.amount().minor())) {
            return Refusal.MORE_THAN_TAKEN;
        }
        step.sheet().draft(given.plus(move.amount().minor(), move.purpose()));
        return null;
    }

    static @Nullable Refusal forbids(Account from, Account to, Money amount) {
        if (from.id().equals(to.id())) {
            return Refusal.SAME_ACCOUNT;
        }
        if (!amount.isPositive()) {
            return Refusal.AMOUNT_NOT_POSITIVE;
        }
        if (!from.currency().equals(amount.currency())
                || !to.currency().equals(amount.currency())) {
            return Refusal.OTHER_CURRENCY;
        }
        return to.stopped().credits() ? Refusal.FROZEN : null;
    }

    @Nullable Refusal post(
            Instruction.Move move, Optional<HoldId> hold, Account from, Account to, Step step) {
        long minor = move.amount().minor();
        if (!to.hasRoomFor(minor)) {
            return Refusal.TOO_LARGE;
        }
        if (move.purpose().isRemedy()
                && step.setting().authority().people().isEmpty()
                && move.amount().exceeds(settings.limitOf(move.amount().currency()))) {
            return Refusal.NEEDS_SECOND_PERSON;
        }
        var fee = move.fee();
        var keeper = fee.flatMap(it -> step.sheet().account(it.to()));
        if (fee.isPresent()) {
            var refusal = forbidsFee(fee.get(), keeper.orElse(null), from, to, minor);
            if (refusal != null) {
                return refusal;
            }
        }
        long kept = fee.map(it -> it.amount().minor()).orElse(0L);
        long line = step.position();
        step.sheet()
                .draft(
                        new Sheet.Line(
                                line,
                                move,
                                hold,
                                from.debited(minor, line),
                                to.credited(minor - kept, line),
                                keeper.map(it -> it.credited(kept, line))));
        return null;
    }

    private static @Nullable Refusal forbidsFee(
            Fee fee, @Nullable Account keeper, Account from, Account to, long minor) {
        if (keeper == null) {
            return Refusal.NOT_FOUND;
        }
        if (keeper.id().equals(from.id()) || keeper.id().equals(to.id())) {
            return Refusal.SAME_ACCOUNT;
        }
        var refusal = forbids(from, keeper, fee.amount());
        if (refusal != null) {
            return refusal;
        }
        long kept = fee.amount().minor();
        if (kept >= minor) {
            return Refusal.FEE_ABOVE_AMOUNT;
        }
        return keeper.hasRoomFor(kept) ? null : Refusal.TOO_LARGE;
    }
}
