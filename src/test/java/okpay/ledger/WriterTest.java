package okpay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.ledger.Command.Ride;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The writer with everything that can go wrong around it, on the real database. After each story
/// the trial balance is zero and every seal matches.
class WriterTest extends Story {

    private static final String ME = "writer-test:";

    @Autowired private DataSource database;
    @Autowired private Accounts accounts;
    @Autowired private JdbcClient jdbc;

    private final List<Writer> writers = new ArrayList<>();
    private AccountId world;
    private AccountId shop;
    private List<AccountId> people;
    private final String run = ME + Ids.next();

    @BeforeEach
    void somePeople() {
        world = accounts.open("writer-test:world", CNY, Account.NO_FLOOR).id();
        shop = accounts.open(run, CNY, 0).id();
        people = new ArrayList<>();
        var first = node(database);
        for (int i = 0; i < 20; i++) {
            people.add(accounts.open(run + i, CNY, 0).id());
            book(first, "fund-" + i, move(world, people.get(i), "1000.00 CNY"));
        }
    }

    @AfterEach
    void nobodyWritesAnyMore() {
        writers.forEach(Writer::close);
    }

    @Test
    void twoNodesOnOneDatabaseAnswerTheSameAndLoseNothing() throws Exception {
        var one = node(database);
        var other = node(database);

        var answers = everybodyPays(List.of(one, other), 1_500);

        assertThat(answers).hasSize(1_500);
        everyAnswerIsInTheBooksOnce(answers);
    }

    @Test
    void whateverTheConnectionDoesNothingIsLostOrDoubled() throws Exception {
        for (long seed = 0; seed < 3; seed++) {
            var faults = new Faults(database, seed, 0.05);
            var one = node(faults);

            var answers = everybodyPays(List.of(one), 600);

            faults.stop();
            assertThat(faults.struck()).as("seed %s", seed).isGreaterThan(10);
            everyAnswerIsInTheBooksOnce(answers);
        }
    }

    @Test
    void twoNodesWithBadConnectionsLoseNothingEither() throws Exception {
        var faults = new Faults(database, 7, 0.01);

        var answers = everybodyPays(List.of(node(faults), node(database)), 800);

        everyAnswerIsInTheBooksOnce(answers);
    }

    @Test
    void whatOneNodeKnowsByHeartIsNotBelievedWhenAnotherHasWritten() {
        var one = node(database);
        var other = node(database);
        var payer = people.getFirst();
        book(one, "warm", move(payer, shop, "1.00 CNY"));

        book(other, "drain", move(payer, shop, "999.00 CNY"));
        assertThat(book(one, "too-much", move(payer, shop, "1.00 CNY")))
                .isEqualTo(new Outcome.Refused(Refusal.SHORT_OF_FUNDS));

        book(other, "refill", move(world, payer, "5.00 CNY"));
        assertThat(book(one, "enough", move(payer, shop, "5.00 CNY")))
                .isInstanceOf(Outcome.Booked.class);
        book(other, "closed", new Instruction.Close(payer, Stop.BOTH));
        book(one, "arrives", move(world, people.getLast(), "1.00 CNY"));
        assertThat(book(one, "closed-now", move(world, payer, "5.00 CNY")))
                .isEqualTo(new Outcome.Refused(Refusal.FROZEN));
    }

    @Test
    void aRefusalThatIsOnlyBelievedByHeartIsLookedUpBeforeItIsGiven() {
        var one = node(database);
        var other = node(database);
        var payer = people.getFirst();
        book(one, "empty", move(payer, shop, "1000.00 CNY"));

        book(other, "refill", move(world, payer, "5.00 CNY"));

        assertThat(book(one, "again", move(payer, shop, "5.00 CNY")))
                .isInstanceOf(Outcome.Booked.class);
    }

    @Test
    void anOrderWhoseRiderFailsSpoilsNothingForTheOthers() {
        var one = node(database);
        Rider<Integer> rider =
                all -> {
                    if (all.stream().anyMatch(ridden -> ridden.what() == 13)) {
                        throw new IllegalArgumentException("thirteen");
                    }
                };
        var commands = new ArrayList<Command>();
        for (int i = 0; i < 40; i++) {
            commands.add(
                    new Command(
                            Order.of(run, "ride-" + i, move(people.get(i % 20), shop, "1.00 CNY")),
                            Authority.ofNobodyInParticular(),
                            List.of(new Ride<>(rider, i)),
                            Duration.ofSeconds(10)));
        }

        commands.forEach(one::take);

        for (int i = 0; i < 40; i++) {
            var command = commands.get(i);
            if (i == 13) {
                assertThatThrownBy(command::await).hasMessage("thirteen");
            } else {
                assertThat(command.await()).isInstanceOf(Outcome.Booked.class);
            }
        }
        assertThat(accounts.find(shop).orElseThrow().balance()).isEqualTo(money("39.00 CNY"));
        assertThat(book(one, "ride-13", move(people.get(13), shop, "1.00 CNY")))
                .isInstanceOf(Outcome.Booked.class);
    }

    @Test
    void anAnswerIsTheSameFromMemoryAndFromTheDatabase() {
        var one = node(database);
        var chain =
                new Instruction[] {
                    move(people.get(0), shop, "1.00 CNY")
                            .keeping(new Fee(people.get(2), money("0.10 CNY"))),
                    move(people.get(1), shop, "1.00 CNY"),
                    new Instruction.Authorise(people.get(1), money("2.00 CNY"), clock.instant())
                };

        var first = book(one, "chain", chain);

        assertThat(book(one, "chain", chain)).isEqualTo(first);
        assertThat(bookAfresh("chain", chain)).isEqualTo(first);
        assertThat(((Outcome.Booked) first).after())
                .contains(new Outcome.Standing(shop, 190, 2))
                .hasSize(4);
        assertThat(bookAfresh("chain", move(people.get(0), shop, "1.00 CNY")))
                .isEqualTo(new Outcome.Refused(Refusal.KEY_REUSED));
    }

    @Test
    void holdsAndReversalsSurviveTheWriterWhoMadeThem() {
        var payer = people.getFirst();
        var ask = new Instruction.Authorise(payer, money("10.00 CNY"), clock.instant());
        var hold = ((Outcome.Booked) bookAfresh("hold", ask)).hold();
        var part =
                new Instruction.Capture(hold, shop, money("4.00 CNY"), Purpose.PAY, clock.instant())
                        .withMoreToCome();
        var taken = ((Outcome.Booked) bookAfresh("part", part)).transfer();
        bookAfresh("rest", new Instruction.Release(hold));
        var back = move(shop, payer, "3.00 CNY").reversing(taken);
        bookAfresh("back", back);

        assertThat(bookAfresh("more", move(shop, payer, "1.01 CNY").reversing(taken)))
                .isEqualTo(new Outcome.Refused(Refusal.MORE_THAN_TAKEN));
        bookAfresh("all", move(shop, payer, "1.00 CNY").reversing(taken));
        assertThat(accounts.find(payer).orElseThrow().available()).isEqualTo(money("1000.00 CNY"));
        assertThat(bookAfresh("late", part)).isEqualTo(new Outcome.Refused(Refusal.HOLD_ENDED));
        assertThatThrownBy(() ->
                        jdbc.sql(
                                        """
                                        update ledger.given_back set charged_back = 1
                                        where transfer = :id
                                        """)
                                .param("id", taken.position())
                                .update())
                .hasMessageContaining("never_more_than_taken");
    }

    @Test
    void whoeverIsTooManyIsTurnedAwayAtOnce() {
        var one = node(database, 1, Duration.ofSeconds(10));
        int refused = 0;
        var waiting = new ArrayList<Command>();
        for (int i = 0; i < 500; i++) {
            var command =
                    new Command(
                            Order.of(run, "many-" + i, move(people.get(1), shop, "0.01 CNY")),
                            Authority.ofNobodyInParticular(),
                            List.of(),
                            Duration.ofSeconds(10));
            try {
                one.take(command);
                waiting.add(command);
            } catch (BooksUnavailable _) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
        assertThat(waiting).allMatch(command -> command.await() instanceof Outcome.Booked);
    }

    /// Pays from many threads, each key on every node, again and again until there is an answer.
    private Map<String, Outcome> everybodyPays(List<Writer> nodes, int payments) throws Exception {
        var answers = new ConcurrentHashMap<String, Outcome>();
        var name = "p" + Ids.next() + "-";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < payments; i++) {
                int n = i;
                for (var node : nodes) {
                    threads.execute(() -> {
                        var pay = move(people.get(n % 20), shop, "0." + (10 + n % 90) + " CNY");
                        var answer = untilAnswered(node, name + n, pay);
                        var first = answers.putIfAbsent(name + n, answer);
                        if (first != null && !first.equals(answer)) {
                            answers.put("differs " + n, answer);
                        }
                    });
                }
            }
        }
        assertThat(answers.keySet()).noneMatch(key -> key.startsWith("differs"));
        return answers;
    }

    private Outcome untilAnswered(Writer node, String step, Instruction pay) {
        for (int tries = 0; ; tries++) {
            try {
                return book(node, step, pay);
            } catch (RuntimeException e) {
                if (tries == 20) {
                    throw e;
                }
            }
        }
    }

    private void everyAnswerIsInTheBooksOnce(Map<String, Outcome> answers) {
        var steps = answers.keySet().stream().map(step -> run + ":" + step).toList();
        var found =
                jdbc.sql(
                                """
                                select r.key, count(t.id) as lines from ledger.request r
                                left join ledger.transfer t on t.id between r.id and r.id + 31
                                where r.key = any(:keys::text[]) group by r.key
                                """)
                        .param("keys", steps.toArray(String[]::new))
                        .query((row, n) -> Map.entry(row.getString("key"), row.getLong("lines")))
                        .list();
        assertThat(found).hasSize(answers.size());
        for (var row : found) {
            var step = row.getKey().substring(run.length() + 1);
            long lines = answers.get(step) instanceof Outcome.Booked ? 1 : 0;
            assertThat(row.getValue()).as(step).isEqualTo(lines);
        }
    }

    private Writer node(DataSource on) {
        return node(on, 5_000, Duration.ofSeconds(20));
    }

    private Writer node(DataSource on, int queue, Duration patience) {
        var client = JdbcClient.create(on);
        var usual = LedgerSettings.usual();
        var settings =
                new LedgerSettings(
                        usual.refundWithoutSecondPerson(),
                        ZoneId.of("Asia/Shanghai"),
                        queue,
                        10,
                        3,
                        5_000,
                        patience,
                        usual.verifyAfter(),
                        usual.verifyFor());
        var scribe =
                new Scribe(
                        new Archive(client),
                        new Journal(client),
                        new Lane(client),
                        new Scribe.Tools(
                                settings,
                                new TransactionTemplate(new JdbcTransactionManager(on)),
                                clock));
        var writer = new Writer(scribe, settings);
        writers.add(writer);
        return writer;
    }

    private Outcome book(Writer node, String step, Instruction... chain) {
        var command =
                new Command(
                        Order.of(run, step, chain),
                        Authority.ofNobodyInParticular(),
                        List.of(),
                        Duration.ofSeconds(20));
        node.take(command);
        return command.await();
    }

    /// On a node that was just started, and is stopped again.
    private Outcome bookAfresh(String step, Instruction... chain) {
        try (var node = node(database)) {
            return book(node, step, chain);
        }
    }

    private Instruction.Move move(AccountId from, AccountId to, String amount) {
        return new Instruction.Move(from, to, money(amount), Purpose.SEND, clock.instant());
    }
}
