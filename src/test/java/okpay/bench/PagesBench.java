package okpay.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import okpay.Okpay;
import okpay.database.EmbeddedPostgres;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Passwords;
import okpay.wallet.PaymentKind;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import okpay.wallet.Payments.Filter;
import okpay.wallet.Shop;
import okpay.wallet.ShopId;
import okpay.wallet.Shops;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Pages of one busy person's activity, at the server: the first, one in the middle of a million,
/// one state, and a search for what is rare and what is not there.
///
/// Keys of the last line: `rows, p95_ms` (the worst page), `index` (the plan walks along one), and
/// for each page its own.
final class PagesBench {

    private static final int TIMES = 60;

    private final int rows;
    private boolean index;

    PagesBench(Options options) {
        this.rows = options.number("rows", 1_000_000);
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-data");
        Folders.wipe(data);
        try (var okpay = start(data)) {
            var busy = customer(okpay, "busy");
            var stall = stall(okpay, busy);
            var other = customer(okpay, "other");
            try (var connection =
                    okpay.getBean(EmbeddedPostgres.class).owner().dataSource().getConnection()) {
                fill(connection, busy, other);
                fillStall(connection, stall, other);
                index =
                        plan(connection, "customer = '%s'".formatted(busy.uuid()))
                                        .contains("payment_made")
                                && plan(
                                                connection,
                                                "kind = 'MERCHANT' and payee_ref = '%s'"
                                                        .formatted(stall.code()))
                                        .contains("payment_taken");
            }
            measure(okpay.getBean(Payments.class), busy, stall);
        }
    }

    private static ConfigurableApplicationContext start(Path data) {
        return new SpringApplicationBuilder(Okpay.class)
                .properties(
                        "okpay.demo=false",
                        "server.port=0",
                        "okpay.database.data-dir=" + data.toAbsolutePath())
                .run();
    }

    private static CustomerId customer(ConfigurableApplicationContext okpay, String name) {
        var id = CustomerId.next();
        okpay.getBean(Customers.class)
                .bring(
                        Customer.fresh(
                                id,
                                name,
                                Optional.empty(),
                                EmailAddress.read(name + "@bench.example"),
                                Locale.ENGLISH,
                                Instant.now()),
                        okpay.getBean(Passwords.class).hash("bench password"));
        return id;
    }

    /// Three of four were received; one in a thousand failed; one in ten thousand bears a rare
    /// note.
    private void fill(Connection connection, CustomerId busy, CustomerId other)
            throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into wallet.payment (id, kind, customer, client_key, payee,
                            payee_ref, payee_name, amount, currency, note, state, captured, at,
                            moved_at, version)
                        select gen_random_uuid(), 'SEND',
                            case when n % 4 = 0 then ?::uuid else ?::uuid end, 'k' || n,
                            case when n % 4 = 0 then ?::uuid else ?::uuid end,
                            '', 'Somebody ' || n % 1000, 100 + n % 5000, 'CNY',
                            case when n % 10000 = 0 then 'rare orchid' else 'lunch' end,
                            case when n % 1000 = 0 then 'FAILED' else 'SUCCEEDED' end, 0,
                            now() - n * interval '31 seconds', now(), 1
                        from generate_series(1, ?) as n
                        """)) {
            insert.setObject(1, busy.uuid());
            insert.setObject(2, other.uuid());
            insert.setObject(3, other.uuid());
            insert.setObject(4, busy.uuid());
            insert.setInt(5, rows);
            insert.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum analyze wallet.payment");
        }
    }

    private static Shop stall(ConfigurableApplicationContext okpay, CustomerId owner) {
        var stall =
                new Shop(
                        ShopId.next(),
                        "Stall",
                        "Stall",
                        PaymentKind.MERCHANT,
                        "food",
                        "M00000001",
                        Optional.of(owner));
        okpay.getBean(Shops.class).open(stall);
        return stall;
    }

    /// As many again, all taken by one shop.
    private void fillStall(Connection connection, Shop stall, CustomerId payer)
            throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into wallet.payment (id, kind, customer, client_key, payee_ref,
                            payee_name, amount, currency, note, state, captured, at, moved_at,
                            version)
                        select gen_random_uuid(), 'MERCHANT', ?::uuid, 's' || n, ?, 'Stall',
                            100 + n % 5000, 'CNY', 'noodles', 'SUCCEEDED', 100 + n % 5000,
                            now() - n * interval '31 seconds', now(), 1
                        from generate_series(1, ?) as n
                        """)) {
            insert.setObject(1, payer.uuid());
            insert.setString(2, stall.code());
            insert.setInt(3, rows);
            insert.executeUpdate();
        }
        try (var statement = connection.createStatement()) {
            statement.execute("vacuum analyze wallet.payment");
        }
    }

    /// How PostgreSQL walks through one side of a page.
    private static String plan(Connection connection, String whose) throws SQLException {
        var sql =
                """
                explain select id from wallet.payment where %s
                and (at, id) < (now() - interval '100 days', gen_random_uuid())
                order by at desc, id desc limit 21\
                """
                        .formatted(whose);
        var plan = new StringBuilder();
        try (var statement = connection.createStatement();
                var lines = statement.executeQuery(sql)) {
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    private void measure(Payments payments, CustomerId busy, Shop stall) {
        var middle = middle(payments, busy);
        var pages = new LinkedHashMap<String, Supplier<Payments.Found>>();
        pages.put("first", () -> payments.list(busy, Filter.ALL, 21));
        pages.put("middle", () -> payments.list(busy, filter("", Optional.empty(), middle), 21));
        pages.put(
                "failed",
                () ->
                        payments.list(
                                busy,
                                filter("", Optional.of(PaymentState.FAILED), Optional.empty()),
                                21));
        pages.put(
                "rare",
                () ->
                        payments.list(
                                busy, filter("orchid", Optional.empty(), Optional.empty()), 21));
        pages.put(
                "nothing",
                () ->
                        payments.list(
                                busy, filter("no such", Optional.empty(), Optional.empty()), 21));
        var later = taken(payments, stall);
        pages.put("taken", () -> payments.takenBy(stall, Optional.empty(), 21));
        pages.put("taken_middle", () -> payments.takenBy(stall, later, 21));
        var line = new StringBuilder();
        double worst = 0;
        for (var page : pages.entrySet()) {
            double p95 = p95(page.getValue());
            worst = Math.max(worst, p95);
            line.append(String.format(Locale.ROOT, ",\"%s_ms\":%.1f", page.getKey(), p95));
        }
        System.out.printf(
                Locale.ROOT,
                "{\"rows\":%d,\"p95_ms\":%.1f,\"index\":%b%s}%n",
                rows,
                worst,
                index,
                line);
    }

    private static Optional<okpay.wallet.PaymentId> taken(Payments payments, Shop stall) {
        var before = Optional.<okpay.wallet.PaymentId>empty();
        for (int i = 0; i < 50; i++) {
            before = payments.takenBy(stall, before, 100).next();
        }
        return before;
    }

    private static Optional<okpay.wallet.PaymentId> middle(Payments payments, CustomerId busy) {
        var before = Optional.<okpay.wallet.PaymentId>empty();
        for (int i = 0; i < 50; i++) {
            var page = payments.list(busy, filter("", Optional.empty(), before), 100);
            before = Optional.of(page.payments().getLast().id());
        }
        return before;
    }

    private static Filter filter(
            String text, Optional<PaymentState> state, Optional<okpay.wallet.PaymentId> before) {
        return new Filter(text, state, before);
    }

    private static double p95(Supplier<Payments.Found> page) {
        for (int i = 0; i < 10; i++) {
            var _ = page.get();
        }
        var times = new ArrayList<Long>();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            var _ = page.get();
            times.add(System.nanoTime() - start);
        }
        var sorted = times.stream().mapToLong(it -> it).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length * 95 / 100] / 1e6;
    }
}
