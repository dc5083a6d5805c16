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
import org.jspecify.annotations.Nullable;

/// A Java program that listens on a port of its own, in a process that can be killed and started
/// again. What it says goes to `target/bench.log`.
final class Server implements AutoCloseable {

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable Process process;

    Server() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process == null ? 0 : process.pid();
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// The Java this runs with.
    static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /// Until it answers.
    ///
    /// @param arguments behind `java`
    void start(List<String> arguments, File folder) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(java("java")));
        command.addAll(arguments);
        process =
                new ProcessBuilder(command)
                        .directory(folder)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        new File("target/bench.log").getAbsoluteFile()))
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

    /// In bytes, as the system counts.
    ///
    /// @param process its number, or `self`
    static long resident(String process) throws IOException {
        return Files.readAllLines(Path.of("/proc", process, "status")).stream()
                .filter(it -> it.startsWith("VmRSS:"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                .sum();
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
            process.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(Server::tooLate).join();
        }
        http.close();
    }

    private static @Nullable Process tooLate(Throwable e) {
        System.err.println("OKPay did not stop in time: " + e);
        return null;
    }
}
