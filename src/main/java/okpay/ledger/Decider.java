package okpay.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import okpay.money.Money;

/// Decides and touches nothing: no clock, no SQL. The caller holds the locks and does as decided.
final class Decider {

    private final LedgerSettings settings;
    private final Supplier<UUID> names;

    /// @param names where fresh ids come from; a test gives its own
    Decider(LedgerSettings settings, Supplier<UUID> names) {
        this.settings = settings;
        this.names = names;
    }

    /// All of the chain, or none of it and the reason of the first that cannot be.
    sealed interface Decision {
        record Accept(Sheet sheet, List<UUID> ids) implements Decision {}

        record Refuse(Refusal reason) implements Decision {}
    }

    Decision decide(Order order, Sheet before, Authority authority) {
        var sheet = before.copy();
        var ids = new ArrayList<UUID>();
        var page = new Page(order.key(), sheet, authority, ids);
        for (var instruction : order.chain()) {
            var refusal =
                    switch (instruction) {
                        case Instruction.Move move -> move(move, page);
                        case Instruction.Authorise ask -> authorise(ask, page);
                        case Instruction.Capture capture -> capture(capture, page);
                        case Instruction.Release release ->
                                free(release.hold(), Hold.State.RELEASED, page);
                        case Instruction.Expire expire ->
                                free(expire.hold(), Hold.State.EXPIRED, page);
                    };
            if (refusal.isPresent()) {
                return new Decision.Refuse(refusal.get());
            }
        }
        return new Decision.Accept(sheet, ids);
    }

    /// What one order writes on.
    private record Page(String key, Sheet sheet, Authority authority, List<UUID> ids) {}

    private Optional<Refusal> move(Instruction.Move move, Page page) {
        var from = page.sheet().account(move.debit());
        var to = page.sheet().account(move.credit());
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        var refusal =
                forbids(from.get(), to.get(), move.amount())
                        .or(() ->
                                from.get().frozen()
                                        ? Optional.of(Refusal.FROZEN)
                                        : Optional.empty());
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!from.get().covers(move.amount())) {
            return Optional.of(Refusal.SHORT_OF_FUNDS);
        }
        return post(move, Optional.empty(), from.get(), to.get(), page);
    }

    private Optional<Refusal> authorise(Instruction.Authorise ask, Page page) {
        var found = page.sheet().account(ask.account());
        if (found.isEmpty()) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        var account = found.get();
        if (!ask.amount().isPositive()) {
            return Optional.of(Refusal.AMOUNT_NOT_POSITIVE);
        }
        if (!account.currency().equals(ask.amount().currency())) {
            return Optional.of(Refusal.OTHER_CURRENCY);
        }
        if (account.frozen()) {
            return Optional.of(Refusal.FROZEN);
        }
        if (!account.covers(ask.amount())) {
            return Optional.of(Refusal.SHORT_OF_FUNDS);
        }
        var id = names.get();
        page.sheet().put(account.holding(ask.amount()));
        page.sheet()
                .put(
                        new Hold(
                                new HoldId(id),
                                account.id(),
                                ask.amount(),
                                Hold.State.OPEN,
                                ask.expiresAt(),
                                ask.about()));
        page.ids().add(id);
        return Optional.empty();
    }

    /// What was authorised before a freeze may still be captured: the payee has been promised it.
    private Optional<Refusal> capture(Instruction.Capture capture, Page page) {
        var hold = page.sheet().hold(capture.hold());
        var to = page.sheet().account(capture.credit());
        if (hold.isEmpty() || to.isEmpty()) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        var from = page.sheet().account(hold.get().account()).orElseThrow();
        var refusal = forbids(from, to.get(), capture.amount());
        if (refusal.isPresent()) {
            return refusal;
        }
        if (!hold.get().state().leadsTo(Hold.State.CAPTURED)) {
            return Optional.of(Refusal.HOLD_ENDED);
        }
        if (capture.amount().exceeds(hold.get().amount())) {
            return Optional.of(Refusal.MORE_THAN_HELD);
        }
        page.sheet().put(hold.get().moved(Hold.State.CAPTURED));
        var move =
                new Instruction.Move(
                        from.id(),
                        capture.credit(),
                        capture.amount(),
                        capture.purpose(),
                        hold.get().about(),
                        capture.eventAt());
        var freed = from.noLongerHolding(hold.get().amount().minor());
        return post(move, Optional.of(hold.get().id()), freed, to.get(), page);
    }

    /// A frozen account may get its own money back, so freezing does not stop a release.
    private static Optional<Refusal> free(HoldId id, Hold.State as, Page page) {
        var hold = page.sheet().hold(id);
        if (hold.isEmpty()) {
            return Optional.of(Refusal.NOT_FOUND);
        }
        if (!hold.get().state().leadsTo(as)) {
            return Optional.of(Refusal.HOLD_ENDED);
        }
        var account = page.sheet().account(hold.get().account()).orElseThrow();
        page.sheet().put(hold.get().moved(as));
        page.sheet().put(account.noLongerHolding(hold.get().amount().minor()));
        page.ids().add(id.uuid());
        return Optional.empty();
    }

    private static Optional<Refusal> forbids(Account from, Account to, Money amount) {
        if (from.id().equals(to.id())) {
            return Optional.of(Refusal.SAME_ACCOUNT);
        }
        if (!amount.isPositive()) {
            return Optional.of(Refusal.AMOUNT_NOT_POSITIVE);
        }
        if (!from.currency().equals(amount.currency())
                || !to.currency().equals(amount.currency())) {
            return Optional.of(Refusal.OTHER_CURRENCY);
        }
        return to.frozen() ? Optional.of(Refusal.FROZEN) : Optional.empty();
    }

    private Optional<Refusal> post(
            Instruction.Move move, Optional<HoldId> hold, Account from, Account to, Page page) {
        if (to.posted() > Long.MAX_VALUE / 2 - move.amount().minor()) {
            return Optional.of(Refusal.TOO_LARGE);
        }
        if (move.purpose().isRemedy()
                && page.authority().people().isEmpty()
                && move.amount().exceeds(settings.limitOf(move.amount().currency()))) {
            return Optional.of(Refusal.NEEDS_SECOND_PERSON);
        }
        var id = names.get();
        page.sheet()
                .add(
                        new Sheet.Line(
                                id,
                                page.key(),
                                move,
                                hold,
                                from.debited(move.amount()),
                                to.credited(move.amount())));
        page.ids().add(id);
        return Optional.empty();
    }
}
