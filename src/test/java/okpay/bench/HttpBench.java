package okpay.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import okpay.Okpay;
import okpay.database.EmbeddedPostgres;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Passwords;
import okpay.identity.Person;
import okpay.identity.Pins;
import okpay.identity.Tier;
import okpay.ledger.Verification;
import okpay.money.Money;
import okpay.wallet.Wallets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Transfers from one customer to another through the JSON API: signed in, with an idempotency key,
/// limits on; beside the textbook's ledger behind the same server, sign-in and look-up of the
/// payee. Client and server share the machine.
///
/// Keys of the last line: `okpay_per_s, textbook_per_s, ratio, p99_ms, okpay_hot_per_s,
/// textbook_hot_per_s, ratio_hot, open_loop_per_s, open_loop_p99_ms, valid`.
final class HttpBench {

    private static final int PAYERS = 64;
    private static final int PAYEES = 500;
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final Duration time;
    private final int rounds;
    private final int warm;
    private final AtomicLong keys = new AtomicLong();
    private final List<String> tokens = new ArrayList<>();
    private long acknowledged;

    HttpBench(Options options) {
        this.time = Duration.ofSeconds(options.number("seconds", 6));
        this.rounds = options.number("rounds", 3);
        this.warm = options.number("warm", 4);
    }

    /// The same transfer by the book.
    @RestController
    @ConditionalOnProperty("okpay.bench.textbook")
    static class TextbookDoor {

        private final Textbook textbook;
        private final Customers customers;

        TextbookDoor(EmbeddedPostgres database, Customers customers) {
            this.textbook = new Textbook(database.owner(), 16);
            this.customers = customers;
        }

        record Wish(String to, String amount, String currency, String pin) {}

        @PostMapping("/api/v1/textbook")
        ResponseEntity<?> pay(
                @AuthenticationPrincipal Person.OfCustomer me,
                @RequestHeader("Idempotency-Key") String key,
                @RequestBody Wish wish)
                throws Exception {
            var payee = customers.byHandle(wish.to()).orElseThrow();
            long from = number(me.customer());
            long to = number(payee);
            var money = Money.parse(wish.amount() + " " + wish.currency());
            return textbook.transfer(from, to, money.minor())
                    ? ResponseEntity.status(201).body(wish)
                    : ResponseEntity.unprocessableContent().build();
        }

        /// The server, the sign-in and the look-up of the payee, and nothing behind them.
        @PostMapping("/api/v1/nothing")
        ResponseEntity<?> nothing(
                @AuthenticationPrincipal Person.OfCustomer me,
                @RequestHeader("Idempotency-Key") String key,
                @RequestBody Wish wish) {
            return customers.byHandle(wish.to()).isPresent()
                    ? ResponseEntity.status(201).body(wish)
                    : ResponseEntity.notFound().build();
        }

        private static long number(Customer customer) {
            var address = customer.email().orElseThrow().value();
            return Long.parseLong(address.substring(1, address.indexOf('@')));
        }
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-data");
        Folders.wipe(data);
        try (var okpay = start(data)) {
            try (var connection =
                    okpay.getBean(EmbeddedPostgres.class).owner().dataSource().getConnection()) {
                Textbook.prepare(connection, PAYERS + PAYEES);
            }
            int port = okpay.getEnvironment().getProperty("local.server.port", Integer.class, 0);
            people(okpay, port);
            var lines = new ArrayBlockingQueue<Line>(PAYERS);
            for (int i = 0; i < PAYERS; i++) {
                lines.add(new Line(port));
            }
            measure(okpay, lines);
            for (var line : lines) {
                line.close();
            }
        }
    }

    private static ConfigurableApplicationContext start(Path data) {
        return new SpringApplicationBuilder(Okpay.class)
                .properties(
                        "okpay.demo=false",
                        "server.port=0",
                        "okpay.bench.textbook=true",
                        "okpay.wallet.tiers.three.a-day=1000000000",
                        "okpay.wallet.tiers.three.a-year=1000000000",
                        "okpay.database.data-dir=" + data.toAbsolutePath())
                .run();
    }

    private void people(ConfigurableApplicationContext okpay, int port) throws Exception {
        var customers = okpay.getBean(Customers.class);
        var wallets = okpay.getBean(Wallets.class);
        var hash = okpay.getBean(Passwords.class).hash("bench password");
        // As light as can be: two cores would do nothing but Argon2.
        var pin = new Argon2PasswordEncoder(16, 32, 1, 8, 1).encode("294817");
        var pins = okpay.getBean(Pins.class);
        for (int i = 1; i <= PAYERS + PAYEES; i++) {
            var customer =
                    Customer.fresh(
                            CustomerId.next(),
                            "Customer " + i,
                            Optional.empty(),
                            EmailAddress.read(handle(i)),
                            Locale.ENGLISH,
                            Instant.now());
            customers.bring(customer.known(Tier.THREE), hash);
            pins.bring(customer.id(), pin);
            if (i <= PAYERS) {
                wallets.topUp(customer.id(), Money.of(1_000_000_000, "CNY"), "bench-" + i);
            }
        }
        try (var line = new Line(port)) {
            for (int i = 1; i <= PAYERS; i++) {
                line.post(
                        "/api/v1/sessions",
                        "",
                        "{\"handle\":\"%s\",\"password\":\"bench password\"}".formatted(handle(i)));
                var token = TOKEN.matcher(line.answer());
                if (!token.find()) {
                    throw new IllegalStateException(line.answer());
                }
                tokens.add(token.group(1));
            }
        }
    }

    private static String handle(int number) {
        return "b" + number + "@bench.example";
    }

    private void measure(ConfigurableApplicationContext okpay, BlockingQueue<Line> lines)
            throws Exception {
        var rates = new double[4][rounds];
        double p99 = 0;
        double nothing = 0;
        // The compiler needs a while for so many layers; both warm it for each other.
        for (int i = 0; i < warm; i++) {
            textbook(lines, false);
            okpay(lines, false);
            nothing = nothing(lines).perSecond();
        }
        for (int round = 0; round < rounds; round++) {
            rates[0][round] = textbook(lines, false).perSecond();
            var uniform = okpay(lines, false);
            rates[1][round] = uniform.perSecond();
            p99 = Math.max(p99, uniform.ms(99));
            rates[2][round] = textbook(lines, true).perSecond();
            rates[3][round] = okpay(lines, true).perSecond();
        }
        var open =
                Load.open(PAYERS, time, 2_000, dice -> pay("/api/v1/payments", lines, dice, false));
        acknowledged += open.acknowledged();
        say("okpay, 2,000 a second", open);
        double textbook = Load.median(rates[0]);
        double ours = Load.median(rates[1]);
        double textbookHot = Load.median(rates[2]);
        double oursHot = Load.median(rates[3]);
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"http\",\"nothing_per_s\":%.0f,"
                        + "\"okpay_per_s\":%.0f,\"textbook_per_s\":%.0f,\"ratio\":%.1f,"
                        + "\"p99_ms\":%.1f,\"okpay_hot_per_s\":%.0f,\"textbook_hot_per_s\":%.0f,"
                        + "\"ratio_hot\":%.1f,\"open_loop_per_s\":%.0f,\"open_loop_p99_ms\":%.1f,"
                        + "\"valid\":%b}%n",
                nothing,
                ours,
                textbook,
                ours / textbook,
                p99,
                oursHot,
                textbookHot,
                oursHot / textbookHot,
                open.perSecond(),
                open.ms(99),
                valid(okpay));
    }

    private Load.Result okpay(BlockingQueue<Line> lines, boolean hot) throws Exception {
        var result = Load.closed(PAYERS, time, dice -> pay("/api/v1/payments", lines, dice, hot));
        acknowledged += result.acknowledged();
        say(hot ? "okpay hot" : "okpay", result);
        return result;
    }

    private Load.Result textbook(BlockingQueue<Line> lines, boolean hot) throws Exception {
        var result = Load.closed(PAYERS, time, dice -> pay("/api/v1/textbook", lines, dice, hot));
        say(hot ? "textbook hot" : "textbook", result);
        return result;
    }

    private Load.Result nothing(BlockingQueue<Line> lines) throws Exception {
        var result = Load.closed(PAYERS, time, dice -> pay("/api/v1/nothing", lines, dice, false));
        say("nothing", result);
        return result;
    }

    private boolean pay(String path, BlockingQueue<Line> lines, RandomGenerator dice, boolean hot)
            throws Exception {
        long key = keys.incrementAndGet();
        int payee = hot ? PAYERS + 1 : PAYERS + 1 + dice.nextInt(PAYEES);
        var line = lines.take();
        try {
            int status =
                    line.post(
                            path,
                            "Authorization: Bearer "
                                    + tokens.get((int) (key % PAYERS))
                                    + "\r\nIdempotency-Key: k"
                                    + key
                                    + "\r\n",
                            "{\"to\":\"%s\",\"amount\":\"0.01\",\"currency\":\"CNY\",\"pin\":\"294817\"}"
                                    .formatted(handle(payee)));
            if (status != 201) {
                throw new IllegalStateException(line.answer());
            }
            return true;
        } finally {
            lines.add(line);
        }
    }

    private boolean valid(ConfigurableApplicationContext okpay) throws Exception {
        boolean balanced = okpay.getBean(Verification.class).all().isSound();
        try (var connection = okpay.getBean(DataSource.class).getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                select (select count(*) from wallet.payment),
                                       (select count(*) from ledger.transfer where purpose = 'SEND')
                                """)) {
            row.next();
            System.out.printf(
                    "acknowledged %d, payments %d, in the books %d%n",
                    acknowledged, row.getLong(1), row.getLong(2));
            return balanced && row.getLong(1) == acknowledged && row.getLong(2) == acknowledged;
        }
    }

    private static void say(String what, Load.Result result) {
        System.out.printf(
                Locale.ROOT,
                "%-22s %7.0f/s   p50 %6.1f  p99 %6.1f  max %6.1f ms%n",
                what,
                result.perSecond(),
                result.ms(50),
                result.ms(99),
                result.maxMs());
    }
}
