package okpay.database;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One PostgreSQL server in a folder of ours: unpacked, initialised, started, adopted when an
/// earlier OKPay was killed and left it running, and stopped when we stop.
///
/// PostgreSQL refuses to run as root; then it is started in a user namespace (`unshare -U`) or,
/// where those are forbidden, as nobody (`setpriv`). The folder belongs to one OKPay at a time: a
/// second one is refused by a lock on `okpay.lock`.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final int LAUNCH_TRIES = 20;

    private final Path cluster;
    private final Binaries binaries;
    private final Address owner;
    private final Address app;
    private final int port;
    private final FileLock lock;
    private volatile boolean closing;

    private EmbeddedPostgres(
            Path cluster, Binaries binaries, Address owner, Address app, int port, FileLock lock) {
        this.cluster = cluster;
        this.binaries = binaries;
        this.owner = owner;
        this.app = app;
        this.port = port;
        this.lock = lock;
    }

    /// Starts the server of this folder, or takes over the one that already runs there.
    ///
    /// @param wantedPort 0 for any free port; ignored when a running server is adopted
    public static EmbeddedPostgres start(Path folder, int wantedPort) {
        var home = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(home);
            var lock = lockOf(home);
            try {
                return startLocked(home, wantedPort, lock);
            } catch (IOException | InterruptedException | DatabaseTrouble e) {
                lock.channel().close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseTrouble("The data folder " + home + " cannot be used: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseTrouble("Interrupted while PostgreSQL was starting", e);
        }
    }

    private static EmbeddedPostgres startLocked(Path home, int wantedPort, FileLock lock)
            throws IOException, InterruptedException {
        var binaries = Binaries.unpackedInto(home.resolve("postgres"));
        var cluster = home.resolve("cluster");
        Cluster.refuseOtherVersion(cluster);
        if (!Files.exists(cluster.resolve("PG_VERSION"))) {
            // Killed half-way, it begins anew: only a finished cluster gets its name.
            var half = home.resolve("cluster.new");
            Cluster.remove(half);
            Cluster.initialise(home, half, binaries);
            Files.move(half, cluster);
        }
        int port = bringUp(cluster, binaries, wantedPort > 0 ? wantedPort : freePort());
        var owner = ownerOf(home, port);
        var app =
                new Address(
                        owner.jdbcUrl(), AppRole.NAME, AppRole.ensure(home, owner.dataSource()));
        var server = new EmbeddedPostgres(cluster, binaries, owner, app, port, lock);
        Thread.ofVirtual().name("postgres-watch").start(server::watch);
        return server;
    }

    /// The server that runs in this folder already, whoever started it.
    public static Optional<Address> running(Path folder) {
        var home = folder.toAbsolutePath().normalize();
        try {
            int port = Cluster.runningPort(home.resolve("cluster"));
            return port == 0 ? Optional.empty() : Optional.of(ownerOf(home, port));
        } catch (IOException e) {
            throw new DatabaseTrouble("The data folder " + home + " cannot be used: " + e, e);
        }
    }

    private static Address ownerOf(Path home, int port) throws IOException {
        return new Address(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                Cluster.USER,
                Files.readString(home.resolve("password")).strip());
    }

    /// Who may do everything: migrations, and the operator's own commands.
    public Address owner() {
        return owner;
    }

    /// Who may read and write rows: the application.
    public Address app() {
        return app;
    }

    /// The process id of the server, for those who test what happens when it is killed.
    public long processId() throws IOException {
        return Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst());
    }

    /// A server that dies under us (killed, out of memory) is started again on the same port; it
    /// replays its log, so nothing that was committed is lost.
    private void watch() {
        while (!closing) {
            try {
                TimeUnit.MILLISECONDS.sleep(500);
                if (!closing && Cluster.runningPort(cluster) == 0) {
                    log.warn("PostgreSQL is gone; starting it again");
                    launch(cluster, binaries, port);
                }
            } catch (IOException | DatabaseTrouble e) {
                log.warn("PostgreSQL did not come back yet: {}", e.getMessage());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            Cluster.run(
                    binaries,
                    cluster,
                    "pg_ctl",
                    "stop",
                    "-D",
                    cluster.toString(),
                    "-m",
                    "fast",
                    "-w");
        } catch (IOException e) {
            log.warn("PostgreSQL did not stop cleanly: {}", e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void release() {
        try {
            lock.channel().close();
        } catch (IOException e) {
            log.debug("The lock was gone already", e);
        }
    }

    private static FileLock lockOf(Path home) throws IOException {
        @SuppressWarnings("resource") // lives as long as the lock; closed with it
        var channel = new RandomAccessFile(home.resolve("okpay.lock").toFile(), "rw").getChannel();
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // held by this very process: the same answer
        }
        channel.close();
        throw new DatabaseTrouble(
                "Another OKPay uses the data folder "
                        + home
                        + ". Stop it, or choose another folder with --data DIR.");
    }

    /// Adopts the server that runs already, or starts one. A server that was killed leaves
    /// processes behind for a moment, and one that is just starting or stopping is neither: both
    /// are waited for.
    ///
    /// @return the port it listens on
    private static int bringUp(Path cluster, Binaries binaries, int freePort)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            int running = Cluster.runningPort(cluster);
            if (running > 0) {
                log.info("Adopting the PostgreSQL that already runs on port {}", running);
                return running;
            }
            try {
                launch(cluster, binaries, freePort);
                return freePort;
            } catch (DatabaseTrouble e) {
                if (tries == LAUNCH_TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private static void launch(Path cluster, Binaries binaries, int port)
            throws IOException, InterruptedException {
        var options =
                """
                -p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c jit=off \
                -c shared_buffers=256MB -c max_wal_size=4GB -c checkpoint_timeout=15min\
                """
                        .formatted(port);
        Cluster.run(
                binaries,
                cluster,
                "pg_ctl",
                "start",
                "-w",
                "-t",
                "60",
                "-D",
                cluster.toString(),
                "-l",
                cluster.resolve("server.log").toString(),
                "-o",
                options);
        log.debug("PostgreSQL of {} listens on port {}", cluster, port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
