package okpay.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import okpay.database.Address;

/// One of several nodes on one database, as `./okpay run` starts it.
final class Node implements AutoCloseable {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private final Address owner;
    private final List<String> settings;
    private final Server server = new Server();

    Node(Address owner, List<String> settings) throws IOException {
        this.owner = owner;
        this.settings = List.copyOf(settings);
    }

    int port() {
        return server.port();
    }

    void start() throws IOException, InterruptedException {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "-XX:+UseSerialGC",
                                "-Xmx2500m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:AOTCache=okpay.aot",
                                "-Xlog:aot=off",
                                "-jar",
                                "okpay.jar",
                                "--server.port=" + server.port(),
                                "--okpay.demo=false",
                                "--okpay.understanding.learn=false",
                                "--okpay.help.by-meaning=false",
                                "--okpay.database.url=" + owner.jdbcUrl(),
                                "--okpay.database.user=" + owner.user(),
                                "--okpay.database.password=" + owner.password()));
        arguments.addAll(settings);
        server.start(arguments, new File("target", "run"));
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        server.kill();
    }

    /// The processor time it has used so far.
    Duration cpu() {
        return ProcessHandle.of(server.pid())
                .flatMap(it -> it.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /// What its heap holds after it has thrown away what it no longer needs, in bytes.
    long memory() throws IOException, InterruptedException {
        ask("GC.run");
        return USED.matcher(ask("GC.heap_info"))
                .results()
                .limit(2)
                .mapToLong(it -> Long.parseLong(it.group(1)) * 1024)
                .sum();
    }

    private String ask(String what) throws IOException, InterruptedException {
        var asking =
                new ProcessBuilder(Server.java("jcmd"), Long.toString(server.pid()), what).start();
        var answer = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asking.waitFor();
        return answer;
    }

    /// All of it, as the system counts.
    long resident() throws IOException {
        return Server.resident(Long.toString(server.pid()));
    }

    @Override
    public void close() {
        server.close();
    }
}
