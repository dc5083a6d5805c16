package okpay.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Kills OKPay, then PostgreSQL, then both, in the middle of payments that are retried with their
/// keys, and counts afterwards what was acknowledged, lost and doubled.
///
/// Keys of the last line: `rounds, acknowledged, lost, doubled, sum, flaws, kills, seconds`.
final class CrashBench {

    private static final int CALLERS = 8;
    private static final int MOST_TRIES = 400;
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"(pm_[^\"]+)\"");

    private final int rounds;
    private final int payments;
    private final Random dice;
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private int kills;

    CrashBench(Options options) {
        this.rounds = options.number("rounds", 3);
        this.payments = options.number("payments", 1_000);
        this.dice = new Random(options.number("seed", 1));
    }

    void run() throws Exception {
        long start = System.nanoTime();
        var data = Path.of("target", "bench-data");
        Folders.wipe(data);
        try (var okpay = new Child(data);
                var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            System.out.println("Starting OKPay with its demo company …");
            okpay.start();
            var tokens = new ArrayList<String>();
            for (int i = 0; i < CALLERS; i++) {
                tokens.add(signIn(http, okpay, "customer" + (10 + i) + "@okpay.example"));
            }
            for (int round = 1; round <= rounds; round++) {
                round(okpay, http, tokens, round);
            }
            report(okpay, start);
        }
    }

    private void round(Child okpay, HttpClient http, List<String> tokens, int round)
            throws Exception {
        done.set(0);
        var answers = new ArrayList<Future<Boolean>>();
        var callers = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int caller = 0; caller < CALLERS; caller++) {
                int me = caller;
                answers.add(
                        callers.submit(() -> {
                            for (int i = me; i < payments; i += CALLERS) {
                                payUntilAnswered(http, okpay, tokens.get(me), round, i);
                                done.incrementAndGet();
                            }
                            return true;
                        }));
            }
            waitFor(payments / 5 + dice.nextInt(payments / 10));
            System.out.printf("round %d: kill -9 OKPay at %d%n", round, done.get());
            okpay.kill();
            kills++;
            okpay.start();
            waitFor(payments / 2 + dice.nextInt(payments / 10));
            System.out.printf("round %d: kill -9 PostgreSQL at %d%n", round, done.get());
            okpay.killDatabase();
            kills++;
            waitFor(payments * 3 / 4 + dice.nextInt(payments / 10));
            System.out.printf("round %d: kill -9 both at %d%n", round, done.get());
            okpay.killDatabase();
            okpay.kill();
            kills++;
            okpay.start();
            for (var answer : answers) {
                answer.get(5, TimeUnit.MINUTES);
            }
        } finally {
            callers.shutdownNow();
        }
        System.out.printf(
                "round %d: %d acknowledged so far, %d without an answer%n",
                round, acknowledged.size(), gaveUp.get());
    }

    private void waitFor(int count) throws InterruptedException {
        for (int waited = 0; done.get() < count; waited++) {
            if (waited > 24_000) {
                throw new IllegalStateException("Nobody was answered for two minutes");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void payUntilAnswered(HttpClient http, Child okpay, String token, int round, int i)
            throws InterruptedException {
        var key = "crash-" + round + "-" + i;
        var payee =
                i % 2 == 0
                        ? "\"shop\":\"S1005\""
                        : "\"to\":\"customer" + (30 + i % 50) + "@okpay.example\"";
        var request =
                HttpRequest.newBuilder(okpay.url("/api/v1/payments"))
                        .timeout(Duration.ofSeconds(15))
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{"
                                                + payee
                                                + ",\"amount\":\"0.10\",\"currency\":\"CNY\","
                                                + "\"pin\":\"258036\"}"))
                        .build();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                var id = ID.matcher(answer.body());
                if (answer.statusCode() == 201 && id.find()) {
                    acknowledged.put(key, id.group(1));
                    return;
                }
                if (answer.statusCode() == 422) {
                    throw new IllegalStateException("Refused: " + answer.body());
                }
            } catch (IOException _) {
                // nobody there, or cut off in the middle: try again with the same key
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        gaveUp.incrementAndGet();
    }

    private static String signIn(HttpClient http, Child okpay, String handle)
            throws IOException, InterruptedException {
        var body = "{\"handle\":\"%s\",\"password\":\"okpay-demo\"}".formatted(handle);
        for (int tries = 0; tries < 100; tries++) {
            var request =
                    HttpRequest.newBuilder(okpay.url("/api/v1/sessions"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build();
            var token = TOKEN.matcher(http.send(request, BodyHandlers.ofString()).body());
            if (token.find()) {
                return token.group(1);
            }
            // The demo company is still moving in.
            TimeUnit.SECONDS.sleep(3);
        }
        throw new IOException("Could not sign in as " + handle);
    }

    private void report(Child okpay, long start) throws IOException, SQLException {
        long lost = 0;
        try (var database =
                        DriverManager.getConnection(
                                okpay.jdbcUrl(), "okpay", okpay.databasePassword());
                var found =
                        database.prepareStatement(
                                "select id from wallet.payment where client_key = ?")) {
            for (var entry : acknowledged.entrySet()) {
                found.setString(1, entry.getKey());
                try (var row = found.executeQuery()) {
                    lost += row.next() && idOf(row.getString(1)).equals(entry.getValue()) ? 0 : 1;
                }
            }
            long doubled =
                    number(
                            database,
                            """
                            select count(*) from (
                                select count(*) from ledger.request r
                                join ledger.transfer t on t.id between r.id and r.id + 31
                                where r.key like 'payment:%:pay' or r.key like 'payment:%:capture'
                                group by split_part(r.key, ':', 2) having count(*) > 1) twice
                            """);
            long sum = number(database, "select coalesce(sum(posted), 0) from ledger.account");
            long flaws =
                    number(
                            database,
                            """
                            with leg as (
                                select debit as account, -amount as change from ledger.transfer
                                union all select credit, amount - coalesce(fee, 0)
                                    from ledger.transfer
                                union all select fee_to, fee from ledger.transfer
                                    where fee is not null)
                            select count(*) from ledger.account a left join
                                (select account, sum(change) as posted, count(*) as legs
                                 from leg group by account) t on t.account = a.id
                            where a.posted <> coalesce(t.posted, 0) or a.seq <> coalesce(t.legs, 0)
                            """);
            System.out.printf(
                    "{\"bench\":\"crash\",\"rounds\":%d,\"acknowledged\":%d,\"lost\":%d,\"doubled\":%d,"
                            + "\"sum\":%d,\"flaws\":%d,\"unanswered\":%d,\"kills\":%d,\"seconds\":%d}%n",
                    rounds,
                    acknowledged.size(),
                    lost,
                    doubled,
                    sum,
                    flaws,
                    gaveUp.get(),
                    kills,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
        }
    }

    private static String idOf(String uuid) {
        return new okpay.wallet.PaymentId(java.util.UUID.fromString(uuid)).toString();
    }

    private static long number(java.sql.Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
