package okpay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import okpay.database.EmbeddedPostgres;
import okpay.house.Story;
import okpay.id.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class LedgerTest extends Story {

    @Autowired private Ledger ledger;
    @Autowired private Accounts accounts;
    @Autowired private Holds holds;
    @Autowired private Proposals proposals;
    @Autowired private Statements statements;
    @Autowired private TrialBalance trialBalance;
    @Autowired private JdbcClient jdbc;
    @Autowired private EmbeddedPostgres database;

    private AccountId world;
    private AccountId alice;
    private AccountId bob;

    @BeforeEach
    void people() {
        world = accounts.open("test:world", CNY, Account.NO_FLOOR).id();
        alice = accounts.open("test:" + Ids.next(), CNY, 0).id();
        bob = accounts.open("test:" + Ids.next(), CNY, 0).id();
        book("fund " + alice, move(world, alice, "100.00 CNY", Purpose.TOP_UP));
    }

    @Test
    void theSameKeyGivesTheFirstAnswerAgain() {
        var first = book("k " + alice, move(alice, bob, "30.00 CNY", Purpose.SEND));
        clock.passes(Duration.ofDays(400));
        var again = book("k " + alice, move(alice, bob, "30.00 CNY", Purpose.SEND));

        assertThat(again).isEqualTo(first);
        balance(alice, "70.00 CNY");
    }

    @Test
    void aRefusalIsRememberedToo() {
        var refused = book("r " + alice, move(alice, bob, "300.00 CNY", Purpose.SEND));
        book("more " + alice, move(world, alice, "900.00 CNY", Purpose.TOP_UP));

        assertThat(refused).isEqualTo(new Outcome.Refused(Refusal.SHORT_OF_FUNDS));
        assertThat(book("r " + alice, move(alice, bob, "300.00 CNY", Purpose.SEND)))
                .isEqualTo(refused);
        balance(bob, "0.00 CNY");
    }

    @Test
    void aKeyUsedForSomethingElseIsRefused() {
        book("k " + alice, move(alice, bob, "30.00 CNY", Purpose.SEND));

        assertThat(book("k " + alice, move(alice, bob, "31.00 CNY", Purpose.SEND)))
                .isEqualTo(new Outcome.Refused(Refusal.KEY_REUSED));
        balance(alice, "70.00 CNY");
    }

    @Test
    void aChainIsBookedWholeOrNotAtAll() {
        var refused =
                book(
                        "c " + alice,
                        move(alice, bob, "60.00 CNY", Purpose.SEND),
                        move(alice, bob, "60.00 CNY", Purpose.SEND));

        assertThat(refused).isEqualTo(new Outcome.Refused(Refusal.SHORT_OF_FUNDS));
        balance(alice, "100.00 CNY");
    }

    @Test
    void manyOrdersInOneBatchStandEachForItself() {
        var outcomes =
                ledger.bookEach(
                        IntStream.range(0, 12)
                                .mapToObj(i ->
                                        Order.of(
                                                "test:" + alice,
                                                "b" + i,
                                                move(alice, bob, "10.00 CNY", Purpose.SEND)))
                                .toList());

        assertThat(outcomes).filteredOn(Outcome.Booked.class::isInstance).hasSize(10);
        assertThat(outcomes.getLast()).isEqualTo(new Outcome.Refused(Refusal.SHORT_OF_FUNDS));
        balance(bob, "100.00 CNY");
    }

    @Test
    void moneyRunsInCirclesBetweenManyThreadsAndNoneIsLost() throws Exception {
        var all = new ArrayList<AccountId>();
        for (int i = 0; i < 4; i++) {
            var id = accounts.open("test:" + Ids.next(), CNY, 0).id();
            book("fund " + id, move(world, id, "10.00 CNY", Purpose.TOP_UP));
            all.add(id);
        }
        var tasks = new ArrayList<Callable<Outcome>>();
        for (int i = 0; i < 200; i++) {
            var from = all.get(i % 4);
            var to = all.get((i * 7 + 1) % 4);
            var key = "t" + i + all.getFirst();
            tasks.add(() -> book(key, move(from, to, "3.00 CNY", Purpose.SEND)));
            tasks.add(() -> book(key, move(from, to, "3.00 CNY", Purpose.SEND)));
        }
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isNotNull();
            }
        }
        long sum = all.stream().mapToLong(id -> accounts.find(id).orElseThrow().posted()).sum();
        assertThat(sum).isEqualTo(4_000);
    }

    @Test
    void whatNobodyCapturesInTimeIsFreeAgain() {
        var until = clock.instant().plus(Duration.ofHours(1));
        var hold =
                ((Outcome.Booked)
                                book(
                                        "h " + alice,
                                        new Instruction.Authorise(
                                                alice, money("40.00 CNY"), until)))
                        .hold();
        assertThat(accounts.find(alice).orElseThrow().available()).isEqualTo(money("60.00 CNY"));

        ledger.expireHolds(100);
        assertThat(holds.find(hold).orElseThrow().state()).isEqualTo(Hold.State.OPEN);
        clock.passes(Duration.ofHours(2));
        ledger.expireHolds(100);

        assertThat(holds.find(hold).orElseThrow().state()).isEqualTo(Hold.State.EXPIRED);
        assertThat(accounts.find(alice).orElseThrow().available()).isEqualTo(money("100.00 CNY"));
        assertThat(book("late " + alice, new Instruction.Release(hold)))
                .isEqualTo(new Outcome.Refused(Refusal.HOLD_ENDED));
    }

    @Test
    void theProposerCannotApproveAndNobodyApprovesTwice() {
        var proposal = propose("500.00 CNY");

        assertThat(proposals.approve(proposal.id(), "ag_wang"))
                .isEqualTo(new Proposals.Decided.Refused(Refusal.SAME_PERSON));
        assertThat(proposals.approve(proposal.id(), "ag_chen"))
                .isInstanceOf(Proposals.Decided.Done.class);
        assertThat(proposals.approve(proposal.id(), "ag_zhao"))
                .isEqualTo(new Proposals.Decided.Refused(Refusal.ALREADY_DECIDED));
        balance(bob, "500.00 CNY");
        var line = statements.about("test:" + bob).getLast();
        assertThat(line.purpose()).isEqualTo(Purpose.REFUND);
    }

    @Test
    void twoApproversAtTheSameMomentBookOnce() throws Exception {
        var proposal = propose("500.00 CNY");

        var tasks = new ArrayList<Callable<Proposals.Decided>>();
        for (int i = 0; i < 8; i++) {
            var who = "ag_" + i;
            tasks.add(() -> proposals.approve(proposal.id(), who));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Proposals.Decided>();
            for (var one : threads.invokeAll(tasks)) {
                answers.add(one.get());
            }
            assertThat(answers).filteredOn(Proposals.Decided.Done.class::isInstance).hasSize(1);
        }
        balance(bob, "500.00 CNY");
    }

    @Test
    void theDatabaseItselfRefusesOnePersonForTwo() {
        assertThatThrownBy(() -> new Authority.TwoPeople(ProposalId.next(), "ag_w", "ag_w"))
                .isInstanceOf(IllegalArgumentException.class);
        var proposal = propose("500.00 CNY");
        assertThatThrownBy(() ->
                        jdbc.sql(
                                        """
                                        update ledger.proposal set state = 'BOOKED',
                                        decided_by = proposed_by, decided_at = now()
                                        where id = :id
                                        """)
                                .param("id", proposal.id().uuid())
                                .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("two_people");
    }

    @Test
    void aLargeRefundWithoutASecondPersonIsRefusedByTheBooks() {
        assertThat(book("big " + bob, move(world, bob, "200.01 CNY", Purpose.REFUND)))
                .isEqualTo(new Outcome.Refused(Refusal.NEEDS_SECOND_PERSON));
        assertThat(book("small " + bob, move(world, bob, "200.00 CNY", Purpose.REFUND)))
                .isInstanceOf(Outcome.Booked.class);
    }

    @Test
    void whatIsWrittenStaysWritten() {
        book("k " + alice, move(alice, bob, "1.00 CNY", Purpose.SEND));

        var owner = JdbcClient.create(database.owner().dataSource());
        for (var sql :
                List.of(
                        "update ledger.transfer set amount = amount + 1",
                        "delete from ledger.transfer",
                        "truncate ledger.transfer",
                        "update ledger.request set refusal = ''",
                        "delete from ledger.request",
                        "truncate ledger.request",
                        "update ledger.batch set orders = 0",
                        "delete from ledger.batch")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update())
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> owner.sql(sql).update())
                    .as(sql)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("the books are written once");
        }
    }

    @Test
    void theApplicationCannotLiftItsOwnRules() {
        for (var sql :
                List.of(
                        "alter table ledger.transfer disable trigger all",
                        "set session_replication_role = replica",
                        "drop trigger transfer_append_only on ledger.transfer",
                        "delete from ledger.account",
                        "delete from ledger.hold",
                        "alter table ledger.account drop constraint above_floor",
                        "insert into ledger.transfer_other select * from ledger.transfer limit 1",
                        "create table ledger.mine (id int)",
                        "set role okpay")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update())
                    .as(sql)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void theDatabaseItselfForbidsAnOverdraft() {
        assertThatThrownBy(() ->
                        jdbc.sql("update ledger.account set posted = -1 where id = :id")
                                .param("id", alice.number())
                                .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("above_floor");
    }

    @Test
    void everyDayThatIsOverIsClosedOnceWithWhatMoved() {
        trialBalance.closeDays();
        clock.passes(Duration.ofDays(3));
        clock.passesUntilNoonIn(ZoneOffset.UTC);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        trialBalance.closeDays();
        assertThat(trialBalance.lastClosed()).contains(today.minusDays(1));
        assertThat(trialBalance.of(today.minusDays(2)))
                .isNotEmpty()
                .allMatch(TrialBalance.Day::isSound)
                .allMatch(day -> day.debits() == 0);

        var francs = Currency.getInstance("CHF");
        var mint = accounts.open("test:mint", francs, Account.NO_FLOOR).id();
        var carla = accounts.open("test:carla", francs, 0).id();
        var dora = accounts.open("test:dora", francs, 0).id();
        var fee = new Fee(mint, money("0.50 CHF"));
        book("day-fund", move(mint, carla, "100.00 CHF", Purpose.OPENING));
        book(
                "day-pay",
                new Instruction.Move(carla, dora, money("40.00 CHF"), Purpose.PAY, clock.instant())
                        .keeping(fee));
        trialBalance.closeDays();
        assertThat(trialBalance.of(today)).isEmpty();

        clock.passes(Duration.ofDays(1));
        trialBalance.closeDays();
        trialBalance.closeDays();
        assertThat(trialBalance.of(today))
                .filteredOn(day -> day.currency().equals("CHF"))
                .singleElement()
                .matches(TrialBalance.Day::isSound)
                .matches(day -> day.debits() == 140_00 && day.credits() == 140_00);
    }

    private Proposal propose(String amount) {
        var order = Order.of("test:" + bob, "by-two", move(world, bob, amount, Purpose.REFUND));
        return proposals.propose(order, money(amount), "ag_wang", "why not");
    }

    private Outcome book(String key, Instruction... chain) {
        return ledger.book(Order.of("test:" + key, "book", chain));
    }

    private Instruction move(AccountId from, AccountId to, String amount, Purpose purpose) {
        return new Instruction.Move(from, to, money(amount), purpose, clock.instant());
    }

    private void balance(AccountId id, String amount) {
        assertThat(accounts.find(id).orElseThrow().balance()).hasToString(amount);
    }
}
