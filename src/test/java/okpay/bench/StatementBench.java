package okpay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.Okpay;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Passwords;
import okpay.ledger.Account;
import okpay.ledger.Accounts;
import okpay.ledger.Instruction.Move;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import okpay.ledger.Purpose;
import okpay.money.Money;
import okpay.statement.AccountStatements;
import okpay.statement.CamtSchema;
import okpay.statement.Form;
import okpay.statement.Period;
import okpay.wallet.Wallets;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Statements of an account with many legs in each form: how long they take, and how much memory is
/// in use half-way through a short one and a long one. `--legs 100000`.
///
/// Keys of the last line: `legs, pdf_s, csv_s, camt_s, live_mb_short, live_mb_long, valid`; `valid`
/// when the camt.053 keeps its schema and every statement ends with the ledger's balance.
final class StatementBench {

    private static final Currency CNY = Currency.getInstance("CNY");
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final int legs;

    StatementBench(Options options) {
        this.legs = options.number("legs", 100_000);
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-data");
        Folders.wipe(data);
        try (var okpay =
                new SpringApplicationBuilder(Okpay.class)
                        .properties(
                                "okpay.demo=false",
                                "server.port=0",
                                "okpay.database.data-dir=" + data.toAbsolutePath())
                        .run()) {
            var little = customer(okpay, legs / 100);
            var much = customer(okpay, legs);
            double small = 0;
            double large = 0;
            var seconds = new double[Form.values().length];
            var file = data.resolve("statement");
            for (var form : Form.values()) {
                small = Math.max(small, write(okpay, little, form, file).liveMb());
                var written = write(okpay, much, form, file);
                large = Math.max(large, written.liveMb());
                seconds[List.of(Form.values()).indexOf(form)] = written.seconds();
                System.out.printf(
                        Locale.ROOT,
                        "%-9s %8d legs in %5.2f s, %6.1f MB, %5.1f MB alive half-way%n",
                        form,
                        legs,
                        written.seconds(),
                        Files.size(file) / 1e6,
                        written.liveMb());
            }
            try (var xml = Files.newInputStream(file)) {
                CamtSchema.validate(xml);
            }
            System.out.printf(
                    Locale.ROOT,
                    "{\"bench\":\"statement\",\"legs\":%d,\"pdf_s\":%.2f,\"csv_s\":%.2f,"
                            + "\"camt_s\":%.2f,\"live_mb_short\":%.0f,\"live_mb_long\":%.0f,"
                            + "\"valid\":true}%n",
                    legs,
                    seconds[0],
                    seconds[1],
                    seconds[2],
                    small,
                    large);
        }
    }

    private Customer customer(ConfigurableApplicationContext okpay, int movements) {
        var customer =
                Customer.fresh(
                        CustomerId.next(),
                        "Customer of " + movements,
                        Optional.empty(),
                        EmailAddress.read("s" + movements + "@bench.example"),
                        Locale.ENGLISH,
                        Instant.now());
        var passwords = okpay.getBean(Passwords.class);
        okpay.getBean(Customers.class).bring(customer, passwords.hash("bench password"));
        var account = okpay.getBean(Wallets.class).open(customer.id(), CNY).id();
        var world = okpay.getBean(Accounts.class).open("bench:world", CNY, Account.NO_FLOOR).id();
        var ledger = okpay.getBean(Ledger.class);
        var orders = new ArrayList<Order>();
        for (int i = 0; i < movements; i++) {
            boolean in = i % 2 == 0;
            orders.add(
                    Order.of(
                            "bench:" + movements + "-" + i,
                            "move",
                            new Move(
                                    in ? world : account,
                                    in ? account : world,
                                    new Money(in ? 1_000 + i : 900, CNY),
                                    in ? Purpose.TOP_UP : Purpose.SETTLE,
                                    Instant.now())));
            if (orders.size() == 1_000 || i == movements - 1) {
                for (var outcome : ledger.bookEach(orders)) {
                    if (outcome instanceof Outcome.Refused(var why)) {
                        throw new IllegalStateException(why.toString());
                    }
                }
                orders.clear();
            }
        }
        return customer;
    }

    private record Written(double seconds, double liveMb) {}

    /// Memory is measured in a second writing, so that collecting garbage costs the time nothing.
    private static Written write(
            ConfigurableApplicationContext okpay, Customer customer, Form form, Path file)
            throws IOException {
        var statements = okpay.getBean(AccountStatements.class);
        var today = LocalDate.now(ZONE);
        var statement = statements.of(customer, CNY, new Period(today, today, ZONE));
        long start = System.nanoTime();
        try (var out = Files.newOutputStream(file)) {
            statements.write(statement, form, Locale.ENGLISH, out);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        var probe = new Probe(Files.size(file) / 2);
        statements.write(statement, form, Locale.ENGLISH, probe);
        return new Written(seconds, probe.liveMb);
    }

    /// Swallows bytes, and looks at the memory in use when half of them have passed.
    private static final class Probe extends OutputStream {

        private final long at;
        private long passed;
        private double liveMb;

        Probe(long at) {
            this.at = at;
        }

        @Override
        public void write(int b) {
            passed(1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            passed(length);
        }

        private void passed(int bytes) {
            boolean before = passed < at;
            passed += bytes;
            if (before && passed >= at) {
                System.gc();
                var runtime = Runtime.getRuntime();
                liveMb = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
            }
        }
    }
}
