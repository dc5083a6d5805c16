package okpay.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import okpay.Okpay;
import okpay.database.Address;
import okpay.database.EmbeddedPostgres;
import okpay.ledger.Account;
import okpay.ledger.AccountId;
import okpay.ledger.Accounts;
import okpay.ledger.Fee;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.ledger.Verification;
import okpay.money.Money;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Payments a second, durable, with a fee, a day's limit, the chain of seals and the outbox, beside
/// the textbook's ledger and pgbench on the same server in the same run, one after the other in
/// turns. At the end every balance is computed again from the lines.
///
/// With `--callers N` one load alone, in rounds or until `--transfers N` are booked; how much of
/// the first round's rate the last one keeps: `--accounts 10000 --hot-accounts H --hot-percent P
/// --distribution uniform|zipf --pending --seconds S --rounds R`.
final class LedgerBench {

    private static final Currency CNY = Currency.getInstance("CNY");

    private final Options options;
    private final int accounts;
    private final Duration time;
    private final boolean pending;
    private final AtomicLong keys = new AtomicLong();
    private final String run = "bench:" + Long.toString(System.nanoTime(), 36);
    private long acknowledged;

    LedgerBench(Options options) {
        this.options = options;
        this.accounts = options.number("accounts", 10_000);
        this.pending = options.number("pending", 0) > 0;
        this.time = Duration.ofSeconds(options.number("seconds", 6));
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-data");
        Folders.wipe(data);
        try (var okpay = start(data)) {
            var owner = okpay.getBean(EmbeddedPostgres.class).owner();
            try (var connection = owner.dataSource().getConnection()) {
                Textbook.prepare(connection, accounts);
            }
            var books = Books.open(okpay, accounts);
            if (options.number("callers", 0) > 0) {
                one(okpay, books);
            } else {
                compare(okpay, books, owner);
            }
        }
    }

    static ConfigurableApplicationContext start(Path data) {
        return new SpringApplicationBuilder(Okpay.class)
                .properties(
                        "okpay.demo=false",
                        "server.port=0",
                        "okpay.ledger.expire-every=PT24H",
                        "okpay.database.data-dir=" + data.toAbsolutePath())
                .run();
    }

    /// Accounts to pay from and to.
    record Books(
            Ledger ledger,
            List<AccountId> all,
            AccountId merchant,
            AccountId fees,
            AccountId world) {

        static Books open(ConfigurableApplicationContext okpay, int accounts) {
            var open = okpay.getBean(Accounts.class);
            var ledger = okpay.getBean(Ledger.class);
            var world = open.open("bench:world", CNY, Account.NO_FLOOR).id();
            var fees = open.open("bench:fees", CNY, 0).id();
            var all = new ArrayList<AccountId>();
            var funds = new ArrayList<Order>();
            for (int i = 0; i < accounts; i++) {
                var id = open.open("bench:" + i, CNY, 0, 1_000_000_000_000_000L).id();
                all.add(id);
                var fund =
                        new Instruction.Move(
                                world,
                                id,
                                new Money(1_000_000_000_000L, CNY),
                                Purpose.OPENING,
                                Instant.now());
                funds.add(Order.of("bench:" + i, "fund", fund));
            }
            ledger.bookEach(funds);
            return new Books(ledger, all, all.getFirst(), fees, world);
        }
    }

    private boolean pay(Books books, RandomGenerator dice, Payees payees) {
        int from = 1 + dice.nextInt(books.all().size() - 1);
        var payer = books.all().get(from);
        var payee = books.all().get(payees.next(from, dice));
        var about = run + Long.toString(keys.incrementAndGet(), 36);
        var amount = new Money(1_000 + dice.nextInt(1_000), CNY);
        var fee = new Fee(books.fees(), new Money(6, CNY));
        var now = Instant.now();
        if (!pending) {
            var move = new Instruction.Move(payer, payee, amount, Purpose.PAY, now).keeping(fee);
            return isBooked(books.ledger().book(Order.of(about, "pay", move)));
        }
        var ask = new Instruction.Authorise(payer, amount, now.plusSeconds(3_600));
        return books.ledger().book(Order.of(about, "pay", ask)) instanceof Outcome.Booked held
                && isBooked(
                        books.ledger()
                                .book(
                                        Order.of(
                                                about,
                                                "capture",
                                                new Instruction.Capture(
                                                                held.hold(),
                                                                payee,
                                                                amount,
                                                                Purpose.PAY,
                                                                now)
                                                        .keeping(fee))));
    }

    private static boolean isBooked(Outcome outcome) {
        return outcome instanceof Outcome.Booked;
    }

    private Load.Result okpay(Books books, int callers, boolean hot) throws Exception {
        return okpay(
                books,
                callers,
                hot ? "hot    " : "uniform",
                new Payees(accounts, hot ? 1 : 0, 100, false));
    }

    private Load.Result okpay(Books books, int callers, String kind, Payees payees)
            throws Exception {
        var result = Load.closed(callers, time, dice -> pay(books, dice, payees));
        acknowledged += result.acknowledged();
        if (result.refused() > 0) {
            throw new IllegalStateException(result.refused() + " payments were refused");
        }
        say("okpay %s %5d callers", kind, callers, result);
        return result;
    }

    private Load.Result textbook(Address owner, int connections, boolean hot) throws Exception {
        try (var textbook = new Textbook(owner, connections)) {
            var result =
                    Load.closed(
                            connections,
                            time,
                            dice -> {
                                int from = 1 + dice.nextInt(accounts - 1);
                                int to =
                                        hot
                                                ? 0
                                                : 1
                                                        + (from + dice.nextInt(accounts - 2))
                                                                % (accounts - 1);
                                return textbook.transfer(from, from == to ? 0 : to, 1_000);
                            });
            say("textbook %s %2d connections", hot ? "hot    " : "uniform", connections, result);
            return result;
        }
    }

    private static void say(String words, String kind, int many, Load.Result result) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %8.0f/s   p50 %6.1f  p99 %6.1f  max %6.1f ms%n",
                words.formatted(kind, many),
                result.perSecond(),
                result.ms(50),
                result.ms(99),
                result.maxMs());
    }

    private void one(ConfigurableApplicationContext okpay, Books books) throws Exception {
        int callers = options.number("callers", 256);
        boolean zipf = options.values().getOrDefault("distribution", "uniform").equals("zipf");
        int hot = options.number("hot-accounts", 0);
        var payees = new Payees(accounts, hot, options.number("hot-percent", 100), zipf);
        var kind = hot > 0 ? "hot    " : zipf ? "zipf   " : "uniform";
        int most = options.number("transfers", Integer.MAX_VALUE);
        int rounds = options.number("rounds", most < Integer.MAX_VALUE ? Integer.MAX_VALUE : 3);
        var rates = new ArrayList<Double>();
        while (rates.size() < rounds && acknowledged < most) {
            rates.add(okpay(books, callers, kind, payees).perSecond());
        }
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"ledger-load\",\"per_s\":%.0f,\"first_per_s\":%.0f,"
                        + "\"last_per_s\":%.0f,\"kept\":%.2f,\"transfers\":%d,\"valid\":%b}%n",
                Load.median(rates.stream().mapToDouble(Double::doubleValue).toArray()),
                rates.getFirst(),
                rates.getLast(),
                rates.getLast() / rates.getFirst(),
                acknowledged,
                valid(okpay));
    }

    private void compare(ConfigurableApplicationContext okpay, Books books, Address owner)
            throws Exception {
        say("Finding everybody's best …");
        okpay(books, 256, false);
        int uniformAt = best(List.of(256, 512, 1024, 2048), n -> at(() -> okpay(books, n, false)));
        int hotAt = best(List.of(256, 512, 1024, 2048), n -> at(() -> okpay(books, n, true)));
        int textUniformAt = best(List.of(8, 16, 32), n -> at(() -> textbook(owner, n, false)));
        int textHotAt = best(List.of(4, 8, 16), n -> at(() -> textbook(owner, n, true)));
        var tpcb = Pgbench.find(owner);
        int rounds = options.number("rounds", 3);
        var rates = new double[5][rounds];
        long wal = 0;
        long paid = 0;
        for (int round = 0; round < rounds; round++) {
            say("Round " + (round + 1));
            rates[0][round] = textbook(owner, textUniformAt, false).perSecond();
            long before = walPosition(owner);
            var uniform = okpay(books, uniformAt, false);
            wal += walPosition(owner) - before;
            paid += uniform.acknowledged();
            rates[1][round] = uniform.perSecond();
            rates[2][round] = tpcb.map(it -> it.run(time)).orElse(0.0);
            rates[3][round] = textbook(owner, textHotAt, true).perSecond();
            rates[4][round] = okpay(books, hotAt, true).perSecond();
        }
        double p99at64 = okpay(books, 64, false).ms(99);
        double p99at1024 = okpay(books, 1024, false).ms(99);
        boolean valid = valid(okpay);
        double textUniform = Load.median(rates[0]);
        double uniform = Load.median(rates[1]);
        double textHot = Load.median(rates[3]);
        double hot = Load.median(rates[4]);
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"ledger\",\"uniform_per_s\":%.0f,\"hot_per_s\":%.0f,"
                        + "\"textbook_uniform_per_s\":%.0f,\"textbook_hot_per_s\":%.0f,"
                        + "\"tpcb_per_s\":%.0f,\"ratio_uniform\":%.1f,\"ratio_hot\":%.1f,"
                        + "\"ratio_tpcb\":%s,\"hot_over_uniform\":%.2f,\"p99_ms_64\":%.1f,"
                        + "\"p99_ms_1024\":%.1f,\"wal_bytes_per_payment\":%d,\"valid\":%b}%n",
                uniform,
                hot,
                textUniform,
                textHot,
                Load.median(rates[2]),
                uniform / textUniform,
                hot / textHot,
                tpcb.isEmpty() ? "null" : "%.1f".formatted(uniform / Load.median(rates[2])),
                hot / uniform,
                p99at64,
                p99at1024,
                wal / paid,
                valid);
    }

    /// Every seal and balance computed again from the lines, every acknowledged payment there, none
    /// twice.
    private boolean valid(ConfigurableApplicationContext okpay) throws Exception {
        boolean balanced = okpay.getBean(Verification.class).all().isSound();
        try (var connection = okpay.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select count(*) from ledger.transfer where purpose = 'PAY'")) {
            row.next();
            long stored = row.getLong(1);
            System.out.println("acknowledged " + acknowledged + ", in the books " + stored);
            return balanced && stored == acknowledged;
        }
    }

    private static void say(String words) {
        System.out.println(words);
    }

    private interface Measured {
        Load.Result get() throws Exception;
    }

    private static double at(Measured one) {
        try {
            return one.get().perSecond();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int best(List<Integer> many, IntFunction<Double> rate) {
        int best = 0;
        double most = -1;
        for (int n : many) {
            double now = rate.apply(n);
            if (now > most) {
                most = now;
                best = n;
            }
        }
        return best;
    }

    private static long walPosition(Address owner) throws Exception {
        try (var connection = owner.dataSource().getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    /// PostgreSQL's own measure, where it is installed.
    record Pgbench(Path program, Address owner) {

        static Optional<Pgbench> find(Address owner) throws Exception {
            var places = new ArrayList<Path>();
            for (var folder : System.getenv("PATH").split(":", -1)) {
                places.add(Path.of(folder, "pgbench"));
            }
            for (int version = 18; version >= 15; version--) {
                places.add(Path.of("/usr/lib/postgresql/" + version + "/bin/pgbench"));
            }
            var program = places.stream().filter(it -> it.toFile().canExecute()).findFirst();
            if (program.isEmpty()) {
                say("pgbench is not installed: no TPC-B");
                return Optional.empty();
            }
            var pgbench = new Pgbench(program.get(), owner);
            pgbench.call("-i", "-s", "50", "-q");
            return Optional.of(pgbench);
        }

        double run(Duration time) {
            try {
                var words =
                        call(
                                "-M",
                                "prepared",
                                "-c",
                                "16",
                                "-j",
                                "2",
                                "-n",
                                "-T",
                                String.valueOf(time.toSeconds()));
                var tps =
                        words.lines()
                                .filter(line -> line.startsWith("tps = "))
                                .map(line -> line.substring(6, line.indexOf(' ', 6)))
                                .findFirst();
                double rate = Double.parseDouble(tps.orElseThrow());
                System.out.printf(Locale.ROOT, "%-32s %8.0f/s%n", "pgbench TPC-B", rate);
                return rate;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private String call(String... options) throws Exception {
            var url = owner.jdbcUrl();
            var port = url.replaceAll(".*:(\\d+)/.*", "$1");
            var command = new ArrayList<>(List.of(program.toString()));
            command.addAll(List.of(options));
            command.addAll(List.of("-h", "127.0.0.1", "-p", port, "-U", owner.user()));
            command.add("postgres");
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", owner.password());
            var process = builder.start();
            var words =
                    new String(
                            process.getInputStream().readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words);
            }
            return words;
        }
    }
}
