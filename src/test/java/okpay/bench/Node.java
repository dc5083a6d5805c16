package okpay.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.database.Address;
import org.jspecify.annotations.Nullable;

/// One of several nodes on one database, in a process of its own.
final class Node implements AutoCloseable {

    private final Address owner;
    private final int port;
    private final List<String> settings;
    private @Nullable Process process;

    Node(Address owner, List<String> settings) throws IOException {
        this.owner = owner;
        this.settings = List.copyOf(settings);
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    void start() throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx1200m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                classPath(),
                                "okpay.Okpay",
                                "--server.port=" + port,
                                "--okpay.demo=false",
                                "--okpay.understanding.learn=false",
                                "--okpay.help.by-meaning=false",
                                "--okpay.database.url=" + owner.jdbcUrl(),
                                "--okpay.database.user=" + owner.user(),
                                "--okpay.database.password=" + owner.password()));
        command.addAll(settings);
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(new File("target/bench.log")))
                        .start();
        var until = Instant.now().plus(Duration.ofSeconds(90));
        while (!isHealthy()) {
            if (Instant.now().isAfter(until) || !process.isAlive()) {
                throw new IOException("A node did not come up; see target/bench.log");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// Without this bench itself, whose servers are not the product's.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(it -> !Files.exists(Path.of(it, "okpay", "bench")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// What it holds of the machine's memory after it has thrown away what it no longer needs.
    long memory() throws IOException, InterruptedException {
        long pid = process == null ? 0 : process.pid();
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        var heap = new ProcessBuilder(jcmd, Long.toString(pid), "GC.heap_info").start();
        var text =
                new String(
                        heap.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        heap.waitFor();
        return java.util.regex.Pattern.compile("used (\\d+)K")
                .matcher(text)
                .results()
                .limit(2)
                .mapToLong(it -> Long.parseLong(it.group(1)) * 1024)
                .sum();
    }

    /// All of it, as the system counts.
    long resident() throws IOException {
        long pid = process == null ? 0 : process.pid();
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(it -> it.startsWith("VmRSS:"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private boolean isHealthy() throws InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var url = URI.create("http://127.0.0.1:" + port + "/actuator/health");
            var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(3)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(_ -> null).join();
            process.destroyForcibly();
        }
    }
}
