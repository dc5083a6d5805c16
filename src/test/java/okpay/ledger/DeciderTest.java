package okpay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import okpay.ledger.Instruction.Authorise;
import okpay.ledger.Instruction.Capture;
import okpay.ledger.Instruction.Close;
import okpay.ledger.Instruction.Limit;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Instruction.Release;
import okpay.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The decision by itself, case by case.
class DeciderTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final Decider decider = new Decider(LedgerSettings.usual());
    private final Shelf shelf = new Shelf(1_000);
    private final Sheet sheet = new Sheet(shelf.accounts, shelf.holds, shelf.given);
    private long position = Position.at(NOW);
    private long today;

    private Account alice;
    private Account bob;
    private Account okpay;
    private Account fees;

    @BeforeEach
    void people() {
        alice = account(5_000, 0, CNY);
        bob = account(0, 0, CNY);
        okpay = account(0, Account.NO_FLOOR, CNY);
        fees = account(0, 0, CNY);
        today = decider.dayOf(NOW);
    }

    @Test
    void aMoveDebitsOneAndCreditsTheOther() {
        var booked = booked(move(alice, bob, 3_000));

        assertThat(posted(alice)).isEqualTo(2_000);
        assertThat(posted(bob)).isEqualTo(3_000);
        assertThat(booked.after())
                .containsExactlyInAnyOrder(
                        new Outcome.Standing(alice.id(), 2_000, 1),
                        new Outcome.Standing(bob.id(), 3_000, 1));
    }

    @Test
    void aFeeIsAThirdLegOfTheSameLine() {
        booked(move(alice, bob, 3_000).keeping(new Fee(fees.id(), cny(18))));

        assertThat(posted(alice)).isEqualTo(2_000);
        assertThat(posted(bob)).isEqualTo(2_982);
        assertThat(posted(fees)).isEqualTo(18);
        assertThat(sheet.lines()).hasSize(1);
    }

    @Test
    void refusalsComeInTheOrderTheyAreListed() {
        var dollars = account(0, 0, Currency.getInstance("USD"));
        var nobody = new AccountId(999_999);

        refused(Refusal.NOT_FOUND, new Move(alice.id(), nobody, cny(0), Purpose.SEND, NOW));
        refused(Refusal.SAME_ACCOUNT, move(alice, alice, 0));
        refused(Refusal.AMOUNT_NOT_POSITIVE, move(alice, dollars, 0));
        refused(Refusal.AMOUNT_NOT_POSITIVE, move(alice, bob, -5));
        refused(Refusal.OTHER_CURRENCY, move(alice, dollars, 9_000));
        refused(Refusal.SHORT_OF_FUNDS, move(alice, bob, 5_001));
        refused(Refusal.NEEDS_SECOND_PERSON, refund(okpay, bob, 20_001));
        var other = account(0, Account.NO_FLOOR, CNY);
        booked(move(okpay, bob, 3_999_999_999_999_999_999L));
        refused(Refusal.TOO_LARGE, move(other, bob, 2));
    }

    @Test
    void aFeeIsRefusedLikeAnyLeg() {
        var dollars = account(0, 0, Currency.getInstance("USD"));

        refused(Refusal.NOT_FOUND, fee(new AccountId(999_999), 1));
        refused(Refusal.SAME_ACCOUNT, fee(alice.id(), 1));
        refused(Refusal.SAME_ACCOUNT, fee(bob.id(), 1));
        refused(Refusal.AMOUNT_NOT_POSITIVE, fee(fees.id(), 0));
        refused(Refusal.OTHER_CURRENCY, fee(dollars.id(), 1));
        refused(Refusal.FEE_ABOVE_AMOUNT, fee(fees.id(), 100));
        booked(new Close(fees.id(), Stop.CREDITS));
        refused(Refusal.FROZEN, fee(fees.id(), 1));
    }

    @Test
    void aChainOfTenThousandIsRefused() {
        var chain = new Instruction[10_000];
        Arrays.fill(chain, move(alice, bob, 1));

        refused(Refusal.CHAIN_TOO_LONG, chain);
    }

    @Test
    void aHoldCountsAgainstWhatCanBeSpent() {
        booked(new Authorise(alice.id(), cny(4_000), NOW));

        refused(Refusal.SHORT_OF_FUNDS, move(alice, bob, 1_001));
        refused(Refusal.SHORT_OF_FUNDS, new Authorise(alice.id(), cny(1_001), NOW));
        refused(Refusal.AMOUNT_NOT_POSITIVE, new Authorise(alice.id(), cny(-1), NOW));
        booked(move(alice, bob, 1_000));
    }

    @Test
    void aPartOfAHoldMayBeCapturedAndTheRestIsFree() {
        var hold = booked(new Authorise(alice.id(), cny(3_000), NOW)).hold();

        refused(Refusal.MORE_THAN_HELD, capture(hold, 3_001));
        booked(capture(hold, 1_000));

        assertThat(stands(alice).held()).isZero();
        assertThat(posted(alice)).isEqualTo(4_000);
        refused(Refusal.HOLD_ENDED, capture(hold, 1));
        refused(Refusal.HOLD_ENDED, new Release(hold));
    }

    @Test
    void aHoldMayBeCapturedInSeveralParts() {
        var hold = booked(new Authorise(alice.id(), cny(3_000), NOW)).hold();

        booked(capture(hold, 1_000).withMoreToCome());
        assertThat(stands(alice).held()).isEqualTo(2_000);
        refused(Refusal.MORE_THAN_HELD, capture(hold, 2_001).withMoreToCome());
        booked(capture(hold, 500).withMoreToCome());
        booked(new Release(hold));

        assertThat(stands(alice).held()).isZero();
        assertThat(posted(bob)).isEqualTo(1_500);
        refused(Refusal.HOLD_ENDED, capture(hold, 1));
    }

    @Test
    void capturingTheLastBitEndsAHoldEvenWhenMoreWasExpected() {
        var hold = booked(new Authorise(alice.id(), cny(3_000), NOW)).hold();

        booked(capture(hold, 3_000).withMoreToCome());

        refused(Refusal.HOLD_ENDED, new Release(hold));
    }

    @Test
    void neverMoreComesBackThanWasTaken() {
        var sent = booked(move(alice, bob, 1_000)).transfer();
        shelf.given.put(sent, new Given(sent, alice.id(), cny(1_000), 0, 0, 0));

        refused(Refusal.NOT_THE_PAYER, refund(okpay, bob, 10).reversing(sent));
        refused(Refusal.NOT_FOUND, refund(okpay, alice, 10).reversing(new TransferId(7)));
        booked(refund(okpay, alice, 600).reversing(sent));
        refused(Refusal.MORE_THAN_TAKEN, refund(okpay, alice, 401).reversing(sent));
        booked(new Move(bob.id(), alice.id(), cny(400), Purpose.CHARGEBACK, NOW).reversing(sent));
        refused(Refusal.MORE_THAN_TAKEN, refund(okpay, alice, 1).reversing(sent));
    }

    @Test
    void aClosedSideRefusesAndTheOtherGoesOn() {
        var hold = booked(new Authorise(alice.id(), cny(1_000), NOW)).hold();
        var more = booked(new Authorise(alice.id(), cny(1_000), NOW)).hold();
        booked(new Close(alice.id(), Stop.DEBITS));

        refused(Refusal.FROZEN, move(alice, bob, 1));
        refused(Refusal.FROZEN, new Authorise(alice.id(), cny(1), NOW));
        booked(move(okpay, alice, 1));
        booked(new Release(hold));
        booked(capture(more, 1_000));

        booked(new Close(alice.id(), Stop.CREDITS));
        refused(Refusal.FROZEN, move(okpay, alice, 1));
        booked(move(alice, bob, 1));

        booked(new Close(alice.id(), Stop.BOTH));
        refused(Refusal.FROZEN, move(okpay, alice, 1));
        refused(Refusal.FROZEN, move(alice, bob, 1));
        booked(new Close(alice.id(), Stop.NOTHING));
        booked(move(alice, bob, 1));
        refused(Refusal.NOT_FOUND, new Close(new AccountId(999_999), Stop.BOTH));
    }

    @Test
    void aLimitCountsADayAndWhatIsFreedOnTheSameDayIsFreeAgain() {
        booked(new Limit(alice.id(), 1_000));
        refused(Refusal.AMOUNT_NOT_POSITIVE, new Limit(alice.id(), -1));

        booked(move(alice, bob, 600));
        refused(Refusal.OVER_LIMIT_A_DAY, move(alice, bob, 401));
        var hold = booked(new Authorise(alice.id(), cny(400), NOW)).hold();
        refused(Refusal.OVER_LIMIT_A_DAY, new Authorise(alice.id(), cny(1), NOW));
        booked(new Release(hold));
        booked(move(alice, bob, 400));
        refused(Refusal.OVER_LIMIT_A_DAY, move(alice, bob, 1));

        // Only what one spends counts, and a new day begins at nothing.
        booked(new Move(alice.id(), bob.id(), cny(1), Purpose.RECOVER, NOW));
        booked(new Move(alice.id(), bob.id(), cny(1), Purpose.SEND, NOW.minusSeconds(180_000)));
        today++;
        refused(
                Refusal.OVER_LIMIT_A_DAY,
                new Move(alice.id(), bob.id(), cny(1_001), Purpose.SEND, NOW.plusSeconds(86_400)));
        booked(new Move(alice.id(), bob.id(), cny(1_000), Purpose.SEND, NOW.plusSeconds(86_400)));
    }

    @Test
    void whatWasSetAsideYesterdayDoesNotMakeTodaysLimitLarger() {
        booked(new Limit(alice.id(), 1_000));
        var hold = booked(new Authorise(alice.id(), cny(1_000), NOW)).hold();
        today++;
        booked(new Authorise(alice.id(), cny(700), NOW));

        booked(new Release(hold));

        refused(Refusal.OVER_LIMIT_A_DAY, new Authorise(alice.id(), cny(301), NOW));
        assertThat(stands(alice).allowance().spentOn(today)).isEqualTo(700);
    }

    @Test
    void anExchangeIsTwoMovesWithTheSpreadAsItsOwnLeg() {
        var usd = Currency.getInstance("USD");
        var dollars = account(0, 0, usd);
        var poolYuan = account(0, Account.NO_FLOOR, CNY);
        var poolDollars = account(0, Account.NO_FLOOR, usd);
        var spread = account(0, 0, CNY);

        booked(
                new Move(alice.id(), poolYuan.id(), cny(720), Purpose.EXCHANGE, NOW)
                        .keeping(new Fee(spread.id(), cny(4))),
                new Move(
                        poolDollars.id(),
                        dollars.id(),
                        new Money(100, usd),
                        Purpose.EXCHANGE,
                        NOW));

        assertThat(posted(poolYuan)).isEqualTo(716);
        assertThat(posted(spread)).isEqualTo(4);
        assertThat(posted(dollars)).isEqualTo(100);
    }

    @Test
    void aRefusedChainLeavesNoMark() {
        var hold = booked(new Authorise(alice.id(), cny(500), NOW)).hold();
        var before =
                List.of(
                        Map.copyOf(shelf.accounts),
                        Map.copyOf(shelf.holds),
                        List.copyOf(sheet.lines()));

        refused(
                Refusal.SHORT_OF_FUNDS,
                move(alice, bob, 1_000),
                capture(hold, 500),
                new Close(bob.id(), Stop.BOTH),
                new Authorise(alice.id(), cny(100), NOW),
                move(alice, okpay, 9_000));

        assertThat(
                        List.of(
                                Map.copyOf(shelf.accounts),
                                Map.copyOf(shelf.holds),
                                List.copyOf(sheet.lines())))
                .isEqualTo(before);
    }

    @Test
    void theLongestChainIsBookedAndOneMoreIsNot() {
        var chain = new Instruction[Order.LONGEST_CHAIN];
        Arrays.fill(chain, move(alice, bob, 1));
        assertThat(booked(chain).after())
                .containsExactlyInAnyOrder(
                        new Outcome.Standing(alice.id(), 4_980, 20),
                        new Outcome.Standing(bob.id(), 20, 20));

        var longer = new Instruction[Order.LONGEST_CHAIN + 1];
        Arrays.fill(longer, move(alice, bob, 1));
        refused(Refusal.CHAIN_TOO_LONG, longer);
    }

    @Test
    void theAnswerTellsHowEveryAccountStandsTheKeeperOfTheFeeToo() {
        var booked = booked(move(alice, bob, 3_000).keeping(new Fee(fees.id(), cny(18))));

        assertThat(booked.after())
                .containsExactlyInAnyOrder(
                        new Outcome.Standing(alice.id(), 2_000, 1),
                        new Outcome.Standing(bob.id(), 2_982, 1),
                        new Outcome.Standing(fees.id(), 18, 1));
    }

    @Test
    void anAccountIsFullAtItsCeilingAndNotBefore() {
        booked(move(okpay, bob, Account.CEILING));
        refused(Refusal.TOO_LARGE, move(alice, bob, 1));

        var full = account(Account.CEILING - 5, 0, CNY);
        refused(Refusal.TOO_LARGE, move(alice, fees, 100).keeping(new Fee(full.id(), cny(6))));
        booked(move(alice, fees, 100).keeping(new Fee(full.id(), cny(5))));
    }

    @Test
    void aLimitOfNothingLetsNothingThrough() {
        booked(new Limit(alice.id(), 0));

        refused(Refusal.OVER_LIMIT_A_DAY, move(alice, bob, 1));
        assertThat(stands(alice).allowance()).isEqualTo(new Allowance(0, 0, 0));
    }

    @Test
    void whatHappenedYesterdayCountsTodayAndWhatHappenedBeforeDoesNot() {
        booked(new Limit(alice.id(), 1_000));
        booked(new Move(alice.id(), bob.id(), cny(900), Purpose.SEND, NOW.minusSeconds(86_400)));
        refused(Refusal.OVER_LIMIT_A_DAY, move(alice, bob, 101));
        booked(new Move(alice.id(), bob.id(), cny(900), Purpose.SEND, NOW.minusSeconds(172_800)));
        booked(move(alice, bob, 100));
    }

    @Test
    void whatIsLeftOfACapturedHoldMayBeSpentOnTheSameDay() {
        booked(new Limit(alice.id(), 3_000));
        var hold = booked(new Authorise(alice.id(), cny(3_000), NOW)).hold();
        booked(capture(hold, 1_000));

        refused(Refusal.OVER_LIMIT_A_DAY, move(alice, bob, 2_001));
        booked(move(alice, bob, 2_000));
    }

    @Test
    void availableIsWhatIsPostedAndNotSetAside() {
        booked(new Authorise(alice.id(), cny(1_200), NOW));

        assertThat(stands(alice).available()).isEqualTo(cny(3_800));
        assertThat(stands(alice).balance()).isEqualTo(cny(5_000));
    }

    private Outcome.Booked booked(Instruction... chain) {
        var outcome = decide(chain);
        assertThat(outcome).isInstanceOf(Outcome.Booked.class);
        return (Outcome.Booked) outcome;
    }

    private void refused(Refusal reason, Instruction... chain) {
        assertThat(decide(chain)).isEqualTo(new Outcome.Refused(reason));
    }

    private Outcome decide(Instruction... chain) {
        position += Position.MOST_INSTRUCTIONS;
        var setting = new Decider.Setting(Authority.ofNobodyInParticular(), position, today);
        return decider.decide(
                new Order("test", "book", new ArrayList<>(List.of(chain))), sheet, setting);
    }

    private Account account(long posted, long floor, Currency currency) {
        var id = new AccountId(shelf.accounts.size() + 1);
        var account =
                new Account(
                        id,
                        "owner " + id,
                        currency,
                        posted,
                        0,
                        floor,
                        0,
                        Stop.NOTHING,
                        Allowance.UNLIMITED,
                        0,
                        0);
        shelf.accounts.put(id, account);
        return account;
    }

    private Move fee(AccountId to, long minor) {
        return move(alice, bob, 100).keeping(new Fee(to, cny(minor)));
    }

    private static Move move(Account from, Account to, long minor) {
        return new Move(from.id(), to.id(), cny(minor), Purpose.SEND, NOW);
    }

    private static Move refund(Account from, Account to, long minor) {
        return new Move(from.id(), to.id(), cny(minor), Purpose.REFUND, NOW);
    }

    private Capture capture(HoldId hold, long minor) {
        return new Capture(hold, bob.id(), cny(minor), Purpose.PAY, NOW);
    }

    private Account stands(Account account) {
        return sheet.account(account.id()).orElseThrow();
    }

    private long posted(Account account) {
        return stands(account).posted();
    }

    private static Money cny(long minor) {
        return new Money(minor, CNY);
    }
}
