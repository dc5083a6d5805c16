package okpay.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The folder PostgreSQL keeps its files in: made, looked at, and worked on with PostgreSQL's own
/// programs.
final class Cluster {

    static final String USER = "okpay";
    private static final String MAJOR = "18";

    private Cluster() {}

    static void refuseOtherVersion(Path cluster) throws IOException {
        var file = cluster.resolve("PG_VERSION");
        if (Files.exists(file) && !Files.readString(file).strip().equals(MAJOR)) {
            throw new DatabaseTrouble(
                    "The data folder was written by PostgreSQL "
                            + Files.readString(file).strip()
                            + ", this OKPay brings "
                            + MAJOR
                            + ". Use the OKPay that wrote it, or another folder with --data DIR.");
        }
    }

    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static void initialise(Path home, Path cluster, Binaries binaries)
            throws IOException, InterruptedException {
        var file = home.resolve("password");
        Files.deleteIfExists(file);
        Files.deleteIfExists(home.resolve("app-password"));
        AppRole.writeSecret(file, AppRole.freshPassword());
        if (AsWhom.nobodyIsNeeded()) {
            AsWhom.giveToNobody(List.of(home, file));
        }
        run(
                binaries,
                cluster,
                "initdb",
                "-D",
                cluster.toString(),
                "-U",
                USER,
                "-E",
                "UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C.UTF-8",
                "-A",
                "scram-sha-256",
                "--pwfile=" + file,
                "--data-checksums");
    }

    /// The port of a live server in this folder, or 0. The fourth line of `postmaster.pid` is the
    /// port; a file left behind by a crash names a process that is gone, or is somebody else's by
    /// now.
    static int runningPort(Path cluster) throws IOException {
        var file = cluster.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return 0;
        }
        var lines = Files.readAllLines(file);
        if (lines.size() < 8 || !lines.get(7).strip().equals("ready")) {
            return 0;
        }
        boolean alive =
                ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent();
        return alive ? Integer.parseInt(lines.get(3).strip()) : 0;
    }

    static void run(Binaries binaries, Path cluster, String program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(AsWhom.prefix());
        command.add(binaries.program(program).toString());
        command.addAll(List.of(arguments));
        var log = Files.createTempFile("okpay-" + program, ".log");
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                var server = cluster.resolve("server.log");
                throw new DatabaseTrouble(
                        "%s failed:%n%s%s"
                                .formatted(
                                        program,
                                        Files.readString(log),
                                        Files.exists(server) ? "See " + server : ""));
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
