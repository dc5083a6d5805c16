package okpay.bench;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okpay.channels.phone.Caller;
import okpay.database.EmbeddedPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;

/// People who call the hotline at once, hear its menu, and each leave a message: whether sound got
/// lost on either way, and what it costs.
///
/// Options: `--calls 50 --seconds 10` (of each message).
///
/// Keys of the last line: `concurrent, messages, frames_sent, frames_heard, frames_lost, cpu_s,
/// cpu_ms_per_call_second, resident_mb`. Frames are of 20 ms; sent ones are counted in the
/// recordings that were kept, heard ones by their numbers.
final class CallsBench {

    private static final int HEAD = 44;
    private static final int FRAME = 320;

    private final int calls;
    private final int seconds;

    CallsBench(Options options) {
        calls = options.number("calls", 50);
        seconds = options.number("seconds", 10);
    }

    private record Done(int sent, int heard, int missed, double lasted) {}

    void run() throws Exception {
        var data = Path.of("target", "bench-calls");
        Folders.wipe(data);
        int port;
        try (var free = new DatagramSocket(0)) {
            port = free.getLocalPort();
        }
        var settings =
                List.of(
                        "--okpay.sandbank.enabled=false",
                        "--okpay.search.dir=" + data.resolve("search").toAbsolutePath(),
                        "--okpay.channels.phone.on=true",
                        "--okpay.channels.phone.voice=tones",
                        "--okpay.channels.phone.port=" + port,
                        "--okpay.channels.phone.most=" + (calls + 5));
        try (var database = EmbeddedPostgres.start(data, 0);
                var node = new Node(database.owner(), settings)) {
            node.start();
            var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            // What is done the first time is not what is measured.
            all(at, 2, 1);
            var jdbc = JdbcClient.create(database.owner().dataSource());
            jdbc.sql("delete from channels.arrival").update();
            measure(node, at, jdbc);
        }
    }

    private void measure(Node node, InetSocketAddress at, JdbcClient jdbc) throws Exception {
        var before = node.cpu();
        var done = all(at, calls, seconds);
        var cpu = node.cpu().minus(before).toMillis() / 1000.0;
        long bytes = 0;
        long kept = 0;
        for (int i = 0; i < 50 && kept < calls; i++) {
            Thread.sleep(Duration.ofMillis(200));
            var lengths =
                    jdbc.sql("select length(raw) from channels.arrival where channel = 'PHONE'")
                            .query(Integer.class)
                            .list();
            kept = lengths.size();
            bytes = lengths.stream().mapToLong(it -> it - HEAD).sum();
        }
        long sent = done.stream().mapToLong(Done::sent).sum();
        long heard = done.stream().mapToLong(Done::heard).sum();
        long missed = done.stream().mapToLong(Done::missed).sum();
        double lasted = done.stream().mapToDouble(Done::lasted).sum();
        System.out.printf(
                "{\"concurrent\":%d,\"messages\":%d,\"frames_sent\":%d,\"frames_heard\":%d,"
                        + "\"frames_lost\":%d,\"cpu_s\":%.2f,\"cpu_ms_per_call_second\":%.2f,"
                        + "\"resident_mb\":%d}%n",
                calls,
                kept,
                sent,
                heard,
                sent - bytes / FRAME + missed,
                cpu,
                cpu * 1000 / lasted,
                node.resident() / 1_000_000);
    }

    private static List<Done> all(InetSocketAddress at, int calls, int seconds) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Done>>();
            for (int i = 0; i < calls; i++) {
                int n = i;
                tasks.add(() -> one(at, n, seconds));
            }
            var all = new ArrayList<Done>();
            for (Future<Done> it : threads.invokeAll(tasks)) {
                all.add(it.get());
            }
            return all;
        }
    }

    /// To the end: the hotline says goodbye and hangs up.
    private static Done one(InetSocketAddress at, int n, int seconds) throws Exception {
        var began = System.nanoTime();
        try (var caller = new Caller(at, "1390000" + n, n % 2 == 0 ? 0 : 8)) {
            int status = caller.call();
            if (status != 200) {
                throw new IllegalStateException("answered by " + status);
            }
            Thread.sleep(Duration.ofSeconds(2));
            caller.press("20*");
            Thread.sleep(Duration.ofSeconds(2));
            int sent = caller.sing(seconds);
            Thread.sleep(Duration.ofMillis(200));
            caller.press("#");
            for (int i = 0; i < 300 && !caller.isEnded(); i++) {
                Thread.sleep(Duration.ofMillis(100));
            }
            return new Done(
                    sent, caller.packets(), caller.missed(), (System.nanoTime() - began) / 1e9);
        }
    }
}
