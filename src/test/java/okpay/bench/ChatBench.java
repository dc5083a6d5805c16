package okpay.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okpay.database.EmbeddedPostgres;
import okpay.identity.AgentId;
import okpay.identity.Customers;
import okpay.identity.Devices;
import okpay.identity.EmailAddress;
import okpay.identity.SignIns;
import okpay.support.Cases;
import okpay.support.Reference;

/// Many open conversations on two nodes, a steady rate of messages to any of them, and one node
/// killed with -9 in the middle and started again. Each conversation is with an agent already. Who
/// writes tries again, with the same client id, until a node has taken it; who reads comes back
/// with the last number they have. Servers, database and clients share the machine.
///
/// Options: `--connections 10000 --rate 100 --seconds 60 --kill true`.
///
/// Keys of the last line: `connections, messages, p50_ms, p99_ms, quiet_p99_ms, late, lost,
/// doubled, disordered, back_s, bytes_per_idle`. `quiet_p99_ms` counts what was sent while both
/// nodes stood; `late` is what took longer than 300 ms; `back_s` is how long it took until
/// everybody was connected again; bytes are the heap's.
final class ChatBench {

    /// Messages from this number on are not counted: the servers are still being compiled.
    private static final long WARM = 1_000_000_000;

    /// In milliseconds.
    private static final double LATE = 300;

    private final int connections;
    private final int rate;
    private final Duration time;
    private final boolean kills;
    private final Reader.Seen seen = new Reader.Seen();
    private final ConcurrentHashMap<Long, Long> sent = new ConcurrentHashMap<>();
    private final List<Reader> readers = new ArrayList<>();

    ChatBench(Options options) {
        connections = options.number("connections", 10_000);
        rate = options.number("rate", 100);
        time = Duration.ofSeconds(options.number("seconds", 60));
        kills = !"false".equals(options.values().get("kill"));
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-chat");
        Folders.wipe(data);
        var settings =
                List.of(
                        "--okpay.web.most-streams=" + (connections + 100),
                        "--okpay.web.streams-each=" + (connections + 100),
                        "--server.jetty.max-connections=" + (connections + 500),
                        "--okpay.sandbank.enabled=false",
                        "--okpay.search.dir=" + data.resolve("search").toAbsolutePath());
        try (var database = EmbeddedPostgres.start(data, 0)) {
            var prepared = prepare(data, database);
            try (var first = new Node(database.owner(), settings);
                    var second = new Node(database.owner(), settings)) {
                first.start();
                second.start();
                measure(prepared, first, second);
            }
        }
    }

    private record Prepared(String token, List<String> cases) {}

    /// A customer and their cases, made by an OKPay that stops again.
    private Prepared prepare(Path data, EmbeddedPostgres database) {
        try (var okpay = Bare.okpay(data, database)) {
            var registered =
                    okpay.getBean(Customers.class)
                            .register(
                                    new Customers.Newcomer(
                                            "Chatty",
                                            Optional.empty(),
                                            EmailAddress.read("chatty@example.com"),
                                            "correct horse battery",
                                            Locale.ENGLISH));
            var customer = ((Customers.Registered) registered).customer();
            var signed =
                    okpay.getBean(SignIns.class)
                            .customer(
                                    "chatty@example.com",
                                    "correct horse battery",
                                    okpay.getBean(Devices.class).read("bench", ""),
                                    "127.0.0.1");
            var cases = okpay.getBean(Cases.class);
            var agent = AgentId.next();
            var ids = new ArrayList<String>();
            for (int i = 0; i < connections; i++) {
                var one = cases.open(customer.id(), new Reference("bench", "b" + i));
                ids.add(cases.take(one.id(), agent).id().toString());
            }
            return new Prepared(((SignIns.SignedIn) signed).token().secret(), ids);
        }
    }

    private void measure(Prepared prepared, Node first, Node second) throws Exception {
        var ports = List.of(first.port(), second.port());
        long before = first.memory() + second.memory();
        long residentBefore = first.resident() + second.resident();
        for (int i = 0; i < connections; i++) {
            var reader =
                    new Reader(
                            "/app/cases/" + prepared.cases.get(i) + "/stream",
                            "okpay_app=" + prepared.token,
                            ports,
                            i,
                            seen);
            readers.add(reader);
            Thread.ofVirtual().start(reader);
            if (i % 50 == 0) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
        waitFor(connections, Duration.ofMinutes(2));
        TimeUnit.SECONDS.sleep(20);
        long idle = (first.memory() + second.memory() - before) / connections;
        long residentIdle = (first.resident() + second.resident() - residentBefore) / connections;
        var killer = Executors.newSingleThreadScheduledExecutor();
        double[] back = {0};
        speak(prepared, ports, System.nanoTime(), WARM, Duration.ofSeconds(45));
        seen.arrived.keySet().removeIf(it -> it >= WARM);
        sent.keySet().removeIf(it -> it >= WARM);
        long begun = System.nanoTime();
        long[] trouble = {Long.MAX_VALUE, Long.MIN_VALUE};
        if (kills) {
            var _ =
                    killer.schedule(
                            () -> {
                                trouble[0] = System.nanoTime();
                                second.kill();
                                waitFor(connections, Duration.ofMinutes(1));
                                back[0] = (System.nanoTime() - trouble[0]) / 1e9;
                                second.start();
                                trouble[1] = System.nanoTime();
                                return null;
                            },
                            time.toSeconds() / 3,
                            TimeUnit.SECONDS);
        }
        int messages = speak(prepared, ports, begun, 0, time);
        killer.shutdown();
        killer.awaitTermination(3, TimeUnit.MINUTES);
        var until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!seen.arrived.keySet().containsAll(sent.keySet()) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        seen.over = true;
        readers.forEach(Reader::leave);
        print(messages, idle, residentIdle, back[0], trouble);
    }

    private void waitFor(int open, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (seen.open.get() < open && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /// At a steady rate, whether the answers come or not.
    private int speak(Prepared prepared, List<Integer> ports, long begun, long first, Duration time)
            throws Exception {
        var dice = RandomGenerator.of("L64X128MixRandom");
        int all = (int) (rate * time.toSeconds());
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < all; i++) {
                long due = begun + i * 1_000_000_000L / rate;
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                long number = first + i;
                int which = dice.nextInt(connections);
                writers.execute(() -> write(prepared, ports, which, number));
            }
        }
        return all;
    }

    private void write(Prepared prepared, List<Integer> ports, int which, long number) {
        var body = "{\"text\":\"b-%d\",\"clientId\":\"c%d\"}".formatted(number, number);
        var path = "/api/v1/cases/" + prepared.cases.get(which) + "/messages";
        for (int tries = 0; tries < 200; tries++) {
            int port = ports.get((int) ((number + tries) % 2));
            long now = System.nanoTime();
            try (var line = new Line(port)) {
                sent.putIfAbsent(number, now);
                int status =
                        line.post(path, "Authorization: Bearer " + prepared.token + "\r\n", body);
                if (status == 201) {
                    return;
                }
            } catch (IOException _) {
                // The other node, with the same id.
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
    }

    private void print(int messages, long idle, long residentIdle, double back, long[] trouble) {
        var all = new ArrayList<Double>();
        var quiet = new ArrayList<Double>();
        long lost = 0;
        for (var it : sent.entrySet()) {
            var arrived = seen.arrived.get(it.getKey());
            if (arrived == null) {
                lost++;
                continue;
            }
            double took = (arrived - it.getValue()) / 1e6;
            all.add(took);
            if (it.getValue() < trouble[0] || it.getValue() > trouble[1]) {
                quiet.add(took);
            }
        }
        System.out.printf("resident bytes for each idle connection: %d%n", residentIdle);
        System.out.printf(
                Locale.ROOT,
                "{\"connections\":%d,\"messages\":%d,\"p50_ms\":%.1f,\"p99_ms\":%.1f,"
                        + "\"quiet_p99_ms\":%.1f,\"late\":%d,\"lost\":%d,\"doubled\":%d,\"disordered\":%d,"
                        + "\"back_s\":%.1f,\"bytes_per_idle\":%d}%n",
                connections,
                messages,
                DeskBench.at(all, 0.5),
                DeskBench.at(all, 0.99),
                DeskBench.at(quiet, 0.99),
                all.stream().filter(it -> it > LATE).count(),
                lost,
                seen.doubled.get(),
                seen.disordered.get(),
                back,
                idle);
    }
}
