package okpay.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The OKPay that is shipped, with a database of its own, to be killed and started again.
final class Child implements AutoCloseable {

    private final Path data;
    private final Server server = new Server();

    Child(Path data) throws IOException {
        this.data = data.toAbsolutePath();
    }

    URI url(String path) {
        return server.url(path);
    }

    void start() throws IOException, InterruptedException {
        server.start(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx384m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:AOTCache=okpay.aot",
                        "-Xlog:aot=off",
                        "-Xlog:cds=off",
                        "-jar",
                        "okpay.jar",
                        "--server.port=" + server.port(),
                        "--okpay.demo=true",
                        "--okpay.database.data-dir=" + data),
                new File("target/run"));
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        server.kill();
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

    @Override
    public void close() {
        server.close();
    }
}
