package okpay.ledger;

import java.util.Optional;
import okpay.ledger.Decider.Step;
import org.jspecify.annotations.Nullable;

/// Decides what sets money aside, takes it, or frees it.
final class Holding {

    private final Posting posting;

    Holding(Posting posting) {
        this.posting = posting;
    }

    static @Nullable Refusal authorise(Instruction.Authorise ask, Step step) {
        var account = step.sheet().account(ask.account()).orElse(null);
        if (account == null) {
            return Refusal.NOT_FOUND;
        }
        if (!ask.amount().isPositive()) {
            return Refusal.AMOUNT_NOT_POSITIVE;
        }
        if (!account.currency().equals(ask.amount().currency())) {
            return Refusal.OTHER_CURRENCY;
        }
        if (account.stopped().debits()) {
            return Refusal.FROZEN;
        }
        long minor = ask.amount().minor();
        long today = step.setting().today();
        if (!account.allowance().allows(minor, today)) {
            return Refusal.OVER_LIMIT_A_DAY;
        }
        if (!account.covers(minor)) {
            return Refusal.SHORT_OF_FUNDS;
        }
        step.sheet().draft(account.holding(minor).with(account.allowance().spending(minor, today)));
        step.sheet().draft(opened(ask, step));
        return null;
    }

    private static Hold opened(Instruction.Authorise ask, Step step) {
        return new Hold(
                new HoldId(step.position()),
                ask.account(),
                ask.amount(),
                0,
                Hold.State.OPEN,
                ask.expiresAt(),
                step.order().about(),
                step.setting().today(),
                0);
    }

    /// What was authorised before a freeze may still be captured: the payee has been promised it.
    @Nullable Refusal capture(Instruction.Capture capture, Step step) {
        var hold = step.sheet().hold(capture.hold()).orElse(null);
        var to = step.sheet().account(capture.credit()).orElse(null);
        if (hold == null || to == null) {
            return Refusal.NOT_FOUND;
        }
        var from = step.sheet().account(hold.account()).orElseThrow();
        var refusal = Posting.forbids(from, to, capture.amount());
        if (refusal != null) {
            return refusal;
        }
        if (hold.state() != Hold.State.OPEN) {
            return Refusal.HOLD_ENDED;
        }
        long minor = capture.amount().minor();
        if (minor > hold.rest()) {
            return Refusal.MORE_THAN_HELD;
        }
        var after = hold.captured(minor, capture.last());
        long freed = hold.rest() - after.rest();
        step.sheet().draft(after);
        var free =
                from.noLongerHolding(freed)
                        .with(from.allowance().freeing(freed - minor, hold.setAside()));
        return posting.post(asMove(capture, from), Optional.of(hold.id()), free, to, step);
    }

    private static Instruction.Move asMove(Instruction.Capture capture, Account from) {
        return new Instruction.Move(
                from.id(),
                capture.credit(),
                capture.amount(),
                capture.purpose(),
                capture.eventAt(),
                capture.fee(),
                Optional.empty());
    }

    /// A frozen account may get its own money back, so freezing does not stop a release.
    static @Nullable Refusal free(HoldId id, Hold.State as, Step step) {
        var hold = step.sheet().hold(id).orElse(null);
        if (hold == null) {
            return Refusal.NOT_FOUND;
        }
        if (!hold.state().leadsTo(as)) {
            return Refusal.HOLD_ENDED;
        }
        var account = step.sheet().account(hold.account()).orElseThrow();
        var allowance = account.allowance().freeing(hold.rest(), hold.setAside());
        step.sheet().draft(account.noLongerHolding(hold.rest()).with(allowance));
        step.sheet().draft(hold.ended(as));
        return null;
    }
}
