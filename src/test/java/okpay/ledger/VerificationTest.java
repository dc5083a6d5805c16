package okpay.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okpay.database.EmbeddedPostgres;
import okpay.house.Story;
import okpay.id.Ids;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Somebody with every right in the database changes what was written. It is found.
class VerificationTest extends Story {

    @Autowired private Ledger ledger;
    @Autowired private Accounts accounts;
    @Autowired private Statements statements;
    @Autowired private Verification verification;
    @Autowired private Caretaker caretaker;
    @Autowired private TrialBalance trialBalance;
    @Autowired private EmbeddedPostgres database;

    private final String run = "verification-test:" + Ids.next();
    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private AccountId world;
    private AccountId alice;
    private AccountId bob;
    private long sent;

    @BeforeEach
    void aTransfer() {
        var owner = database.owner().dataSource();
        jdbc = JdbcClient.create(owner);
        transaction = new TransactionTemplate(new JdbcTransactionManager(owner));
        world = accounts.open("verification-test:world", CNY, Account.NO_FLOOR).id();
        alice = accounts.open(run + "a", CNY, 0).id();
        bob = accounts.open(run + "b", CNY, 0).id();
        book("fund", move(world, alice, "100.00 CNY"));
        sent = ((Outcome.Booked) book("send", move(alice, bob, "30.00 CNY"))).transfer().position();
    }

    @Test
    void whatNobodyTouchedIsSound() {
        var report = verification.all();

        assertThat(report.flaws()).isEmpty();
        assertThat(report.orders()).isPositive();
        assertThat(report.heads()).isNotEmpty();
    }

    @Test
    void everyFieldOfALineIsSealed() {
        for (var change :
                List.of(
                        "amount = amount + 1",
                        "purpose = 'PAY'",
                        "event_at = event_at + interval '1 microsecond'",
                        "debit_after = debit_after - 1",
                        "credit_seq = credit_seq + 1",
                        "hold = 7",
                        "reverses = 7")) {
            found("update ledger.transfer set " + change + " where id = " + sent);
        }
    }

    @Test
    void everyFieldOfARequestIsSealed() {
        for (var change :
                List.of(
                        "key = key || 'x'",
                        "size = 2",
                        "hash = decode(repeat('00', 16), 'hex')",
                        "refusal = 'FROZEN'",
                        "proposal = gen_random_uuid()")) {
            found("update ledger.request set " + change + " where id = " + Position.orderOf(sent));
        }
    }

    @Test
    void whatIsTakenAwayOrSlippedInIsFound() {
        found("delete from ledger.transfer where id = " + sent);
        found("delete from ledger.request where id = " + Position.orderOf(sent));
        found(
                "insert into ledger.transfer select id + 1, debit, credit, amount, debit_seq,"
                        + " debit_after, credit_seq, credit_after, event_at, fee, fee_to, fee_seq,"
                        + " fee_after, hold, reverses, purpose from ledger.transfer where id = "
                        + sent);
        found("delete from ledger.batch where id = (select max(id) from ledger.batch)");
    }

    @Test
    void aBalanceThatItsLegsDoNotExplainIsFound() {
        found("update ledger.account set posted = posted + 1 where id = " + alice.number());
        found("update ledger.account set held = 1 where id = " + alice.number());
    }

    @Test
    void theDaysCloseCountsSuchAccounts() {
        tampered(
                "update ledger.account set posted = posted + 1 where id = " + alice.number(),
                () -> {
                    assertThat(trialBalance.take())
                            .filteredOn(line -> line.currency().equals("CNY"))
                            .singleElement()
                            .matches(line -> line.sum() == 1 && line.flaws() == 1);
                    return List.of();
                });
    }

    @Test
    void whatDoesNotAddUpIsClosedByItself() {
        caretaker.verifyTheLatest();
        clock.passes(Duration.ofMinutes(6));

        var flaws =
                tampered(
                        "update ledger.transfer set debit_after = debit_after + 5 where id = "
                                + sent,
                        () -> caretaker.verifyTheLatest().flaws());

        assertThat(flaws).anyMatch(flaw -> flaw.account().filter(alice::equals).isPresent());
        assertThat(accounts.find(alice).orElseThrow().stopped()).isEqualTo(Stop.BOTH);
        assertThat(book("spend", move(alice, bob, "1.00 CNY")))
                .isEqualTo(new Outcome.Refused(Refusal.FROZEN));
    }

    @Test
    void whatIsVerifiedBitByBitAddsUpAsWell() {
        for (int i = 0; i < 4; i++) {
            book("bit-" + i, move(alice, bob, "1.00 CNY"));
            clock.passes(Duration.ofMinutes(6));

            var report = caretaker.verifyTheLatest();

            assertThat(report.flaws()).isEmpty();
            assertThat(report.lines()).isPositive();
        }
    }

    @Test
    void sliceBySliceTheSameIsFound() {
        for (int i = 0; i < 30; i++) {
            book("slice-" + i, move(alice, bob, "0.10 CNY"));
        }
        clock.passes(Duration.ofMinutes(6));
        var to = Position.at(clock.instant());
        var whole = verification.all();

        var slices = slices(to);
        assertThat(slices).hasSizeGreaterThan(30).allMatch(slice -> slice.flaws().isEmpty());
        assertThat(slices.stream().mapToLong(Verification.Read::lines).sum())
                .isEqualTo(whole.lines());
        assertThat(slices.getLast().report().heads()).isEqualTo(whole.heads());

        var found = new ArrayList<Verification.Flaw>();
        tampered(
                "update ledger.transfer set debit_after = debit_after + 5 where id = " + sent,
                () -> {
                    slices(to).forEach(slice -> found.addAll(slice.flaws()));
                    return found;
                });
        assertThat(found).hasSize(3);
    }

    private List<Verification.Read> slices(long to) {
        var walk = verification.new Walk(Map.of(), to, 1);
        var slices = new ArrayList<Verification.Read>();
        for (var slice = walk.next(); slice != null; slice = walk.next()) {
            slices.add(slice);
        }
        return slices;
    }

    @Test
    void aLaneThatIsBehindIsCaughtUpWithoutAFalseAlarm() {
        clock.passes(Duration.ofMinutes(6));
        caretaker.verifyTheLatest();
        book("later", move(alice, bob, "1.00 CNY"));
        clock.passes(Duration.ofMinutes(6));
        jdbc.sql("delete from ledger.verified where lane = (select max(lane) from ledger.verified)")
                .update();

        assertThat(caretaker.verifyTheLatest().flaws()).isEmpty();
    }

    @Test
    void theBalanceOfAnyMomentIsKnown() {
        var before = clock.instant();
        clock.passes(Duration.ofHours(1));
        book("more", move(alice, bob, "20.00 CNY"));
        clock.passes(Duration.ofHours(1));

        assertThat(statements.balanceAt(alice, before.minus(Duration.ofDays(9))))
                .hasToString("0.00 CNY");
        assertThat(statements.balanceAt(alice, before)).hasToString("70.00 CNY");
        assertThat(statements.balanceAt(alice, clock.instant())).hasToString("50.00 CNY");
        assertThat(statements.balanceAt(bob, clock.instant())).hasToString("50.00 CNY");
    }

    @Test
    void theDatabaseReadsPositionsAsWeDo() {
        var row =
                jdbc.sql(
                                """
                                select ledger.time_of(id) as at, tableoid::regclass::text as kept,
                                       ledger.first_at(ledger.time_of(id)) <= id as behind
                                from ledger.transfer where id = :id
                                """)
                        .param("id", sent)
                        .query((found, n) ->
                                List.of(
                                        found.getTimestamp("at").toInstant(),
                                        found.getString("kept"),
                                        found.getBoolean("behind")))
                        .single();

        assertThat(row.get(0)).isEqualTo(Position.time(sent));
        assertThat(row.get(1).toString()).startsWith("ledger.transfer_");
        assertThat(row.get(2)).isEqualTo(true);
        assertThat(Position.tickOf(Position.at(Position.time(sent))))
                .isEqualTo(Position.tickOf(sent));
    }

    private void found(String crime) {
        assertThat(tampered(crime, () -> verification.all().flaws())).as(crime).isNotEmpty();
        assertThat(verification.all().flaws()).isEmpty();
    }

    private interface Look {
        List<Verification.Flaw> at();
    }

    /// Commits the crime with all triggers asleep, looks, and puts everything back.
    private List<Verification.Flaw> tampered(String crime, Look look) {
        var tables = List.of("transfer", "request", "batch", "account");
        withTriggersAsleep(() -> {
            for (var table : tables) {
                jdbc.sql("create table ledger.kept_" + table + " as table ledger." + table)
                        .update();
            }
            assertThat(jdbc.sql(crime).update()).as(crime).isEqualTo(1);
        });
        try {
            return look.at();
        } finally {
            withTriggersAsleep(() -> {
                for (var table : List.of("transfer", "request", "batch")) {
                    var kept = "ledger.kept_" + table;
                    jdbc.sql(
                                    "delete from ledger.%1$s where id <= (select max(id) + 31 from %2$s)"
                                            .formatted(table, kept))
                            .update();
                    jdbc.sql("insert into ledger.%s table %s".formatted(table, kept)).update();
                }
                jdbc.sql(
                                """
                                update ledger.account a set posted = k.posted, held = k.held
                                from ledger.kept_account k
                                where k.id = a.id and a.version = k.version
                                """)
                        .update();
                for (var table : tables) {
                    jdbc.sql("drop table ledger.kept_" + table).update();
                }
            });
        }
    }

    private void withTriggersAsleep(Runnable work) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("set local session_replication_role = replica").update();
            work.run();
        });
    }

    private Outcome book(String step, Instruction... chain) {
        return ledger.book(Order.of(run, step, chain));
    }

    private Instruction.Move move(AccountId from, AccountId to, String amount) {
        return new Instruction.Move(from, to, money(amount), Purpose.SEND, clock.instant());
    }
}
