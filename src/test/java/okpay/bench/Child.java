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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An OKPay in a process of its own, to be killed and started again.
final class Child implements AutoCloseable {

    private final Path data;
    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable Process process;

    Child(Path data) throws IOException {
        this.data = data.toAbsolutePath();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    void start() throws IOException, InterruptedException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx384m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:AOTCache=okpay.aot",
                                "-Xlog:aot=off",
                                "-Xlog:cds=off",
                                "-jar",
                                "okpay.jar",
                                "--server.port=" + port,
                                "--okpay.demo=true",
                                "--okpay.database.data-dir=" + data)
                        .directory(new File("target/run"))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(new File("target/bench.log")))
                        .start();
        var until = Instant.now().plus(Duration.ofSeconds(90));
        while (!isHealthy()) {
            if (Instant.now().isAfter(until) || !process.isAlive()) {
                throw new IOException("OKPay did not come up; see target/bench.log");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// `kill -9` for PostgreSQL and all its processes.
    void killDatabase() throws IOException {
        var postmaster = ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip()));
        postmaster.ifPresent(server -> {
            var all = server.descendants().toList();
            server.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
        });
    }

    String jdbcUrl() throws IOException {
        return "jdbc:postgresql://127.0.0.1:" + pidFile().get(3).strip() + "/postgres";
    }

    String databasePassword() throws IOException {
        return Files.readString(data.resolve("password")).strip();
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(data.resolve("cluster").resolve("postmaster.pid"));
    }

    private boolean isHealthy() throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(url("/actuator/health"))
                            .timeout(Duration.ofSeconds(3))
                            .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            process.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(Child::tooLate).join();
        }
        http.close();
    }

    private static @Nullable Process tooLate(Throwable e) {
        System.err.println("OKPay did not stop in time: " + e);
        return null;
    }
}
