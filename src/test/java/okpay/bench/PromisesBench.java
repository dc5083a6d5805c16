package okpay.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okpay.database.EmbeddedPostgres;
import okpay.identity.AgentId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.support.Cases;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Many promises that fall due within a minute on two nodes, one of them killed with -9 in the
/// middle and started again: when each was marked as missed, when its customer was told, and
/// whether any was forgotten or told twice.
///
/// Options: `--promises 10000 --seconds 60 --kill true`.
///
/// Keys of the last line: `promises, missed, acted_p50_ms, acted_p99_ms, acted_max_ms, told,
/// told_twice, told_p50_ms, told_p99_ms, told_max_ms`. Times are from the moment a promise was due.
final class PromisesBench {

    private final int promises;
    private final int seconds;
    private final boolean kills;

    PromisesBench(Options options) {
        promises = options.number("promises", 10_000);
        seconds = options.number("seconds", 60);
        kills = !"false".equals(options.values().get("kill"));
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-promises");
        Folders.wipe(data);
        var settings =
                List.of(
                        "--okpay.sandbank.enabled=false",
                        "--okpay.search.dir=" + data.resolve("search").toAbsolutePath());
        try (var database = EmbeddedPostgres.start(data, 0)) {
            prepare(data, database);
            try (var first = new Node(database.owner(), settings);
                    var second = new Node(database.owner(), settings)) {
                first.start();
                second.start();
                TimeUnit.SECONDS.sleep(5);
                measure(JdbcClient.create(database.owner().dataSource()), second);
            }
        }
    }

    private void prepare(Path data, EmbeddedPostgres database) {
        try (var okpay = Bare.okpay(data, database)) {
            var registered =
                    okpay.getBean(Customers.class)
                            .register(
                                    new Customers.Newcomer(
                                            "Patient",
                                            Optional.empty(),
                                            EmailAddress.read("patient@example.com"),
                                            "correct horse battery",
                                            Locale.ENGLISH));
            var customer = ((Customers.Registered) registered).customer();
            var cases = okpay.getBean(Cases.class);
            var all = okpay.getBean(Promises.class);
            var agent = AgentId.next();
            for (int i = 0; i < promises; i++) {
                var one = cases.open(customer.id(), new Reference("bench", "b" + i));
                cases.take(one.id(), agent);
                all.make(
                        one.id(),
                        Promise.Kind.DECISION,
                        Instant.now().plus(Duration.ofDays(10)),
                        "");
            }
        }
    }

    private void measure(JdbcClient jdbc, Node second) throws Exception {
        jdbc.sql("delete from support.rung").update();
        jdbc.sql(
                        """
                        update support.promise p set due = clock_timestamp() + interval '3 seconds'
                            + make_interval(secs => :seconds::float8 * n / :all)
                        from (select id, row_number() over (order by id) as n from support.promise) o
                        where o.id = p.id
                        """)
                .param("seconds", seconds)
                .param("all", promises)
                .update();
        var killer = Executors.newSingleThreadScheduledExecutor();
        if (kills) {
            var _ =
                    killer.schedule(
                            () -> {
                                second.kill();
                                TimeUnit.SECONDS.sleep(2);
                                second.start();
                                return null;
                            },
                            3 + seconds / 3,
                            TimeUnit.SECONDS);
        }
        TimeUnit.SECONDS.sleep(3L + seconds);
        var until = Instant.now().plus(Duration.ofMinutes(2));
        while (told(jdbc) < promises && Instant.now().isBefore(until)) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        killer.shutdown();
        killer.awaitTermination(1, TimeUnit.MINUTES);
        print(jdbc);
    }

    private static final String TOLD =
            """
             from support.promise p
             join support.support_case c on c.id = p.case_id
             join support.message m on m.conversation = c.conversation
               and m.body ->> 'key' = 'chat.promise.missed'
             where p.kind = 'DECISION'
            """;

    private static long told(JdbcClient jdbc) {
        return jdbc.sql("select count(distinct p.id)" + TOLD).query(Long.class).single();
    }

    private void print(JdbcClient jdbc) {
        var acted =
                times(
                        jdbc,
                        """
                        select extract(epoch from ended_at - due) * 1000 as late
                        from support.promise where kind = 'DECISION' and state = 'MISSED'
                        """);
        var told = times(jdbc, "select extract(epoch from m.at - p.due) * 1000 as late" + TOLD);
        long distinct = told(jdbc);
        System.out.printf(
                Locale.ROOT,
                "{\"promises\":%d,\"missed\":%d,\"acted_p50_ms\":%.0f,\"acted_p99_ms\":%.0f,"
                        + "\"acted_max_ms\":%.0f,\"told\":%d,\"told_twice\":%d,\"told_p50_ms\":%.0f,"
                        + "\"told_p99_ms\":%.0f,\"told_max_ms\":%.0f}%n",
                promises,
                acted.size(),
                DeskBench.at(acted, 0.5),
                DeskBench.at(acted, 0.99),
                DeskBench.at(acted, 1),
                distinct,
                told.size() - distinct,
                DeskBench.at(told, 0.5),
                DeskBench.at(told, 0.99),
                DeskBench.at(told, 1));
    }

    private static List<Double> times(JdbcClient jdbc, String sql) {
        return new ArrayList<>(jdbc.sql(sql).query((row, _) -> row.getDouble("late")).list());
    }
}
