package okpay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import okpay.id.Ids;
import okpay.ledger.Decider.Decision;
import okpay.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The decision by itself: cases by name, and random books by the thousand.
class DeciderTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final LedgerSettings settings = new LedgerSettings(Map.of("CNY", 20_000L));
    private final Decider decider = new Decider(settings, Ids::next);

    private final Account alice = account(5_000, 0, 0);
    private final Account bob = account(0, 0, 0);
    private final Account okpay = account(0, 0, Account.NO_FLOOR);

    @Test
    void aMoveDebitsOneAndCreditsTheOther() {
        var after = accepted(move(alice, bob, 3_000, Purpose.SEND), alice, bob);

        assertThat(after.account(alice.id()).orElseThrow().posted()).isEqualTo(2_000);
        assertThat(after.account(bob.id()).orElseThrow().posted()).isEqualTo(3_000);
        assertThat(after.account(bob.id()).orElseThrow().seq()).isEqualTo(1);
    }

    @Test
    void refusalsComeInTheOrderTheyAreListed() {
        var frozen = new Account(AccountId.next(), "f", CNY, 100, 0, 0, 0, true);
        var dollars =
                new Account(AccountId.next(), "d", Currency.getInstance("USD"), 0, 0, 0, 0, false);

        assertThat(refused(move(alice, account(0, 0, 0), 1, Purpose.SEND), alice, bob))
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(refused(move(alice, alice, 1, Purpose.SEND), alice))
                .isEqualTo(Refusal.SAME_ACCOUNT);
        assertThat(refused(move(alice, bob, 0, Purpose.SEND), alice, bob))
                .isEqualTo(Refusal.AMOUNT_NOT_POSITIVE);
        assertThat(refused(move(alice, bob, -5, Purpose.SEND), alice, bob))
                .isEqualTo(Refusal.AMOUNT_NOT_POSITIVE);
        assertThat(refused(move(alice, dollars, 1, Purpose.SEND), alice, dollars))
                .isEqualTo(Refusal.OTHER_CURRENCY);
        assertThat(refused(move(alice, frozen, 1, Purpose.SEND), alice, frozen))
                .isEqualTo(Refusal.FROZEN);
        assertThat(refused(move(alice, bob, 5_001, Purpose.SEND), alice, bob))
                .isEqualTo(Refusal.SHORT_OF_FUNDS);
        assertThat(refused(move(okpay, bob, 20_001, Purpose.REFUND), okpay, bob))
                .isEqualTo(Refusal.NEEDS_SECOND_PERSON);
    }

    @Test
    void aHoldCountsAgainstWhatCanBeSpent() {
        var after =
                accepted(
                        List.of(
                                new Instruction.Authorise(alice.id(), cny(4_000), "x", NOW),
                                new Instruction.Move(
                                        alice.id(), bob.id(), cny(1_000), Purpose.SEND, "x", NOW)),
                        alice,
                        bob);
        assertThat(after.account(alice.id()).orElseThrow().available()).isEqualTo(cny(0));

        assertThat(
                        refused(
                                List.of(
                                        new Instruction.Authorise(alice.id(), cny(4_000), "x", NOW),
                                        new Instruction.Move(
                                                alice.id(),
                                                bob.id(),
                                                cny(1_001),
                                                Purpose.SEND,
                                                "x",
                                                NOW)),
                                alice,
                                bob))
                .isEqualTo(Refusal.SHORT_OF_FUNDS);
    }

    @Test
    void aPartOfAHoldMayBeCapturedAndTheRestIsFree() {
        var held = account(5_000, 3_000, 0);
        var hold = new Hold(HoldId.next(), held.id(), cny(3_000), Hold.State.OPEN, NOW, "x");
        var sheet = sheet(List.of(hold), held, bob);

        var some = new Instruction.Capture(hold.id(), bob.id(), cny(1_000), Purpose.PAY, NOW);
        var after = ((Decision.Accept) decide(List.of(some), sheet)).sheet();
        assertThat(after.account(held.id()).orElseThrow().available()).isEqualTo(cny(4_000));
        assertThat(after.account(held.id()).orElseThrow().held()).isZero();

        var more = new Instruction.Capture(hold.id(), bob.id(), cny(3_001), Purpose.PAY, NOW);
        assertThat(decide(List.of(more), sheet))
                .isEqualTo(new Decision.Refuse(Refusal.MORE_THAN_HELD));
        assertThat(decide(List.of(some, some), sheet))
                .isEqualTo(new Decision.Refuse(Refusal.HOLD_ENDED));
    }

    @Test
    void aRefusedChainLeavesNoMark() {
        var sheet = sheet(List.of(), alice, bob);
        var before = Map.copyOf(sheet.accounts());

        decide(
                List.of(
                        move(alice, bob, 1_000, Purpose.SEND).getFirst(),
                        move(alice, bob, 9_000, Purpose.SEND).getFirst()),
                sheet);

        assertThat(sheet.accounts()).isEqualTo(before);
        assertThat(sheet.lines()).isEmpty();
    }

    /// An independent bookkeeper with plain sums says the same as the decider, whatever is asked.
    @ParameterizedTest
    @MethodSource("seeds")
    void theBooksAgreeWithAnIndependentBookkeeper(long seed) {
        var dice = new Random(seed);
        var all = new ArrayList<Account>();
        all.add(account(0, 0, Account.NO_FLOOR));
        for (int i = 0; i < 5; i++) {
            all.add(account(dice.nextInt(1_000), 0, 0));
        }
        var sheet = sheet(List.of(), all.toArray(Account[]::new));
        var balances = new HashMap<AccountId, Long>();
        var helds = new HashMap<AccountId, Long>();
        all.forEach(account -> balances.put(account.id(), account.posted()));
        var open = new HashMap<HoldId, Long>();
        long sum = balances.values().stream().mapToLong(Long::longValue).sum();
        for (int i = 0; i < 400; i++) {
            var from = all.get(dice.nextInt(all.size()));
            var to = all.get(dice.nextInt(all.size()));
            long amount = dice.nextInt(600) - 20L;
            boolean spare =
                    from.floor() < 0
                            || balances.getOrDefault(from.id(), 0L)
                                            - helds.getOrDefault(from.id(), 0L)
                                    >= amount;
            Instruction asked;
            boolean fits;
            if (dice.nextInt(3) == 0) {
                asked = new Instruction.Authorise(from.id(), cny(amount), "h", NOW);
                fits = amount > 0 && spare;
            } else if (dice.nextInt(3) == 0 && !open.isEmpty()) {
                var id = open.keySet().iterator().next();
                asked = new Instruction.Release(id);
                fits = true;
            } else {
                asked =
                        new Instruction.Move(
                                from.id(), to.id(), cny(amount), Purpose.SEND, "m", NOW);
                fits = amount > 0 && spare && !from.id().equals(to.id());
            }
            var decision = decide(List.of(asked), sheet);
            assertThat(decision instanceof Decision.Accept)
                    .as("seed %s step %s: %s", seed, i, asked)
                    .isEqualTo(fits);
            if (decision instanceof Decision.Accept(var after, var ids)) {
                sheet = after;
                switch (asked) {
                    case Instruction.Move move -> {
                        balances.merge(move.debit(), -amount, Long::sum);
                        balances.merge(move.credit(), amount, Long::sum);
                    }
                    case Instruction.Authorise _ -> {
                        helds.merge(from.id(), amount, Long::sum);
                        open.put(new HoldId(ids.getFirst()), amount);
                    }
                    case Instruction.Release release -> {
                        var hold = sheet.hold(release.hold()).orElseThrow();
                        helds.merge(hold.account(), -hold.amount().minor(), Long::sum);
                        open.remove(hold.id());
                    }
                    case Instruction.Capture _, Instruction.Expire _ -> throw new AssertionError();
                }
            }
            for (var account : sheet.accounts().values()) {
                assertThat(account.posted()).isEqualTo(balances.get(account.id()));
                assertThat(account.held()).isEqualTo(helds.getOrDefault(account.id(), 0L));
            }
        }
        assertThat(sheet.accounts().values().stream().mapToLong(Account::posted).sum())
                .isEqualTo(sum);
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private Sheet accepted(List<Instruction> chain, Account... accounts) {
        return ((Decision.Accept) decide(chain, sheet(List.of(), accounts))).sheet();
    }

    private Refusal refused(List<Instruction> chain, Account... accounts) {
        return ((Decision.Refuse) decide(chain, sheet(List.of(), accounts))).reason();
    }

    private Decision decide(List<Instruction> chain, Sheet sheet) {
        return decider.decide(new Order("k", chain), sheet, Authority.ofNobodyInParticular());
    }

    private static List<Instruction> move(Account from, Account to, long minor, Purpose purpose) {
        return List.of(new Instruction.Move(from.id(), to.id(), cny(minor), purpose, "about", NOW));
    }

    private static Sheet sheet(List<Hold> holds, Account... accounts) {
        var byId = new HashMap<AccountId, Account>();
        for (var account : accounts) {
            byId.put(account.id(), account);
        }
        var holdsById = new HashMap<HoldId, Hold>();
        holds.forEach(hold -> holdsById.put(hold.id(), hold));
        return new Sheet(byId, holdsById);
    }

    private static Account account(long posted, long held, long floor) {
        var id = AccountId.next();
        return new Account(id, "owner " + id, CNY, posted, held, floor, 0, false);
    }

    private static Money cny(long minor) {
        return new Money(minor, CNY);
    }
}
