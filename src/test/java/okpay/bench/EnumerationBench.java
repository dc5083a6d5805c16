package okpay.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import okpay.Okpay;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.EmailAddress;
import okpay.identity.Passwords;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Can a stranger tell by the clock whether there is a customer? Known and unknown people take
/// turns at random at three doors: a wrong password, asking for a code, giving a wrong one.
///
/// For each door the chance that a known person's answer takes longer than an unknown one's
/// (Mann-Whitney U over the product of the counts): 0.5 is no difference at all, and with 1,000
/// tries of each kind pure chance stays within 0.5 ± 0.033 (99 %). Keys of the last line: `tries,
/// sign_in, ask, answer, worst, noise, same_bodies`.
final class EnumerationBench {

    private static final int PEOPLE = 250;
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern BODY = Pattern.compile("\\{.*}", Pattern.DOTALL);

    private final int tries;

    EnumerationBench(Options options) {
        this.tries = options.number("tries", 1_000);
    }

    private record Try(boolean known, long nanos) {}

    void run() throws Exception {
        var data = Path.of("target", "bench-data");
        Folders.wipe(data);
        try (var okpay = start(data)) {
            int port = okpay.getEnvironment().getProperty("local.server.port", Integer.class, 0);
            people(okpay);
            try (var line = new Line(port)) {
                measure(line);
            }
        }
    }

    private static ConfigurableApplicationContext start(Path data) {
        return new SpringApplicationBuilder(Okpay.class)
                .properties(
                        "okpay.demo=false",
                        "server.port=0",
                        "okpay.identity.codes-an-hour=1000000",
                        "okpay.identity.code-tries-a-day=1000000",
                        "okpay.identity.codes-an-hour-from-an-address=1000000",
                        "okpay.identity.sign-ins-from-an-address=1000000",
                        "okpay.database.data-dir=" + data.toAbsolutePath())
                .run();
    }

    private static void people(ConfigurableApplicationContext okpay) {
        var customers = okpay.getBean(Customers.class);
        var hash = okpay.getBean(Passwords.class).hash("bench password");
        for (int i = 0; i < PEOPLE; i++) {
            customers.bring(
                    Customer.fresh(
                            CustomerId.next(),
                            "Customer " + i,
                            Optional.empty(),
                            EmailAddress.read(handle(true, i)),
                            Locale.ENGLISH,
                            Instant.now()),
                    hash);
        }
    }

    private static String handle(boolean known, int number) {
        return (known ? "a" : "b") + number + "@bench.example";
    }

    private void measure(Line line) throws Exception {
        // The compiler needs a while.
        signIns(line, 300);
        asks(line, 500, new ArrayList<>());
        var bodies = new ArrayList<String>();
        double signIn = chance(signIns(line, tries));
        var codes = new ArrayList<Asked>();
        double ask = chance(asks(line, tries, codes));
        double answer = chance(answers(line, codes, bodies));
        double worst =
                Arrays.stream(new double[] {signIn, ask, answer})
                        .map(it -> Math.abs(it - 0.5))
                        .max()
                        .orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "{\"tries\":%d,\"sign_in\":%.3f,\"ask\":%.3f,\"answer\":%.3f,\"worst\":%.3f,"
                        + "\"noise\":%.3f,\"same_bodies\":%b}%n",
                tries,
                signIn,
                ask,
                answer,
                worst,
                2.576 * Math.sqrt((2.0 * tries + 1) / (12.0 * tries * tries)),
                bodies.stream().distinct().count() == 1);
    }

    /// The order is dealt anew each time: what drifts drifts for both.
    private static List<Boolean> dealt(int each) {
        var order = new ArrayList<Boolean>();
        for (int i = 0; i < each; i++) {
            order.add(true);
            order.add(false);
        }
        java.util.Collections.shuffle(order, new Random(7));
        return order;
    }

    /// Ten tries of one person in five minutes are the limit: each has its turn.
    private List<Try> signIns(Line line, int each) throws Exception {
        var all = new ArrayList<Try>();
        int turn = 0;
        for (boolean known : dealt(each)) {
            var body =
                    "{\"handle\":\"%s\",\"password\":\"not it at all\"}"
                            .formatted(handle(known, turn++ % PEOPLE));
            long start = System.nanoTime();
            line.post("/api/v1/sessions", "", body);
            all.add(new Try(known, System.nanoTime() - start));
        }
        return all;
    }

    private record Asked(boolean known, String id) {}

    private List<Try> asks(Line line, int each, List<Asked> codes) throws Exception {
        var all = new ArrayList<Try>();
        int turn = 0;
        for (boolean known : dealt(each)) {
            var body =
                    "{\"aim\":\"RESET_PASSWORD\",\"handle\":\"%s\"}"
                            .formatted(handle(known, turn++ % PEOPLE));
            long start = System.nanoTime();
            int status = line.post("/api/v1/challenges", "", body);
            all.add(new Try(known, System.nanoTime() - start));
            var id = ID.matcher(line.answer());
            if (status != 202 || !id.find()) {
                throw new IllegalStateException(line.answer());
            }
            codes.add(new Asked(known, id.group(1)));
        }
        return all;
    }

    private static List<Try> answers(Line line, List<Asked> codes, List<String> bodies)
            throws Exception {
        var all = new ArrayList<Try>();
        for (var asked : codes) {
            long start = System.nanoTime();
            int status =
                    line.post(
                            "/api/v1/challenges/" + asked.id() + "/answer",
                            "",
                            "{\"code\":\"no code\"}");
            all.add(new Try(asked.known(), System.nanoTime() - start));
            var body = BODY.matcher(line.answer());
            bodies.add(status + (body.find() ? body.group() : "").replace(asked.id(), ""));
        }
        return all;
    }

    /// The chance that a known one takes longer.
    private static double chance(List<Try> tries) {
        var ranked = new ArrayList<>(tries);
        ranked.sort(Comparator.comparingLong(Try::nanos));
        double ranks = 0;
        long known = 0;
        for (int i = 0; i < ranked.size(); i++) {
            if (ranked.get(i).known()) {
                ranks += i + 1;
                known++;
            }
        }
        long unknown = ranked.size() - known;
        return (ranks - known * (known + 1) / 2.0) / (known * (double) unknown);
    }
}
