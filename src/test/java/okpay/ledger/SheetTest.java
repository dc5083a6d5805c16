package okpay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.money.Money;
import org.junit.jupiter.api.Test;

/// Versions are what keeps two writers apart: one more for each batch that changes a thing, however
/// often the batch touches it, and none for what is only read.
class SheetTest {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final AccountId ALICE = new AccountId(1);
    private static final AccountId BOB = new AccountId(2);
    private static final HoldId HOLD = new HoldId(77);
    private static final TransferId TAKEN = new TransferId(88);

    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<HoldId, Hold> holds = new HashMap<>();
    private final Map<TransferId, Given> given = new HashMap<>();

    SheetTest() {
        accounts.put(ALICE, account(ALICE, 5));
        accounts.put(BOB, account(BOB, 9));
        holds.put(HOLD, hold(3));
        given.put(TAKEN, new Given(TAKEN, ALICE, cny(100), 0, 0, 2));
    }

    @Test
    void whatABatchTouchesTwiceGetsOneVersionMore() {
        var sheet = sheet();
        for (int i = 0; i < 2; i++) {
            sheet.draft(sheet.account(ALICE).orElseThrow().holding(1));
            sheet.draft(sheet.hold(HOLD).orElseThrow().captured(10, false));
            sheet.draft(sheet.given(TAKEN).orElseThrow().plus(10, Purpose.REFUND));
            sheet.accept();
        }

        assertThat(sheet.changedAccounts()).extracting(Account::version).containsExactly(6L);
        assertThat(sheet.changedHolds()).extracting(Hold::version).containsExactly(4L);
        assertThat(sheet.changedGiven()).extracting(Given::version).containsExactly(3L);
        assertThat(alice().held()).isEqualTo(2);
        assertThat(held().captured()).isEqualTo(20);
        assertThat(back().refunded()).isEqualTo(20);
    }

    @Test
    void theNextBatchGetsTheNextVersion() {
        for (int batch = 1; batch <= 3; batch++) {
            var sheet = sheet();
            sheet.draft(sheet.account(ALICE).orElseThrow().holding(1));
            sheet.draft(sheet.hold(HOLD).orElseThrow().captured(10, false));
            sheet.draft(sheet.given(TAKEN).orElseThrow().plus(10, Purpose.CHARGEBACK));
            sheet.accept();

            assertThat(alice().version()).isEqualTo(5 + batch);
            assertThat(held().version()).isEqualTo(3 + batch);
            assertThat(back().version()).isEqualTo(2 + batch);
        }
        assertThat(back().chargedBack()).isEqualTo(30);
        assertThat(back().refunded()).isZero();
    }

    @Test
    void whatARefusalWasDecidedOnIsRememberedUnlessItIsChangedAnyway() {
        var sheet = sheet();
        sheet.account(ALICE);
        sheet.account(BOB);
        sheet.account(new AccountId(404));
        sheet.discard();
        assertThat(sheet.refusedOn()).isEqualTo(Map.of(ALICE, 5L, BOB, 9L));

        sheet.draft(sheet.account(ALICE).orElseThrow().holding(1));
        sheet.accept();
        assertThat(sheet.refusedOn()).isEqualTo(Map.of(BOB, 9L));
    }

    @Test
    void whatIsDiscardedLeavesNothing() {
        var sheet = sheet();
        sheet.draft(sheet.account(ALICE).orElseThrow().holding(1));
        sheet.draft(sheet.hold(HOLD).orElseThrow().captured(10, false));
        sheet.discard();

        assertThat(sheet.accept()).isEmpty();
        assertThat(sheet.changedAccounts()).isEmpty();
        assertThat(sheet.changedHolds()).isEmpty();
        assertThat(alice().held()).isZero();
    }

    @Test
    void linesAreWrittenOnce() {
        var sheet = sheet();
        var move = new Instruction.Move(ALICE, BOB, cny(1), Purpose.SEND, Instant.EPOCH);
        sheet.draft(
                new Sheet.Line(
                        1,
                        move,
                        Optional.empty(),
                        alice(),
                        sheet().account(BOB).orElseThrow(),
                        Optional.empty()));

        assertThat(sheet.accept()).hasSize(1);
        assertThat(sheet.accept()).isEqualTo(List.of());
        assertThat(sheet.lines()).hasSize(1);
    }

    @Test
    void moreGivenBackThanTakenCannotEvenBeWritten() {
        assertThat(new Given(TAKEN, ALICE, cny(100), 60, 40, 1).covers(0)).isTrue();
        assertThatThrownBy(() -> new Given(TAKEN, ALICE, cny(100), 60, 41, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Allowance(1, -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Account alice() {
        return sheet().account(ALICE).orElseThrow();
    }

    private Hold held() {
        return sheet().hold(HOLD).orElseThrow();
    }

    private Given back() {
        return sheet().given(TAKEN).orElseThrow();
    }

    private Sheet sheet() {
        return new Sheet(accounts, holds, given);
    }

    private static Account account(AccountId id, long version) {
        return new Account(
                id,
                "owner " + id,
                CNY,
                1_000,
                0,
                0,
                0,
                Stop.NOTHING,
                Allowance.UNLIMITED,
                version,
                0);
    }

    private static Hold hold(long version) {
        return new Hold(
                HOLD,
                ALICE,
                cny(100),
                0,
                Hold.State.OPEN,
                Instant.parse("2026-06-01T12:00:00Z"),
                "test",
                0,
                version);
    }

    private static Money cny(long minor) {
        return new Money(minor, CNY);
    }
}
