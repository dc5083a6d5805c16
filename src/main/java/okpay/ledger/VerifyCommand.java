package okpay.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import okpay.database.Address;
import okpay.database.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/// `./okpay ledger verify`: computes the whole books again, beside a running OKPay or without one.
/// Prints what it looked at and the head of every chain; ends with 0 when everything adds up, with
/// 1 when something does not.
///
/// The database is the one of `OKPAY_DATABASE_URL`, or the embedded one of a folder.
public final class VerifyCommand {

    private VerifyCommand() {}

    public static void main(String[] arguments) {
        System.exit(verify(System.getenv("OKPAY_DATABASE_URL"), arguments));
    }

    private static int verify(@Nullable String url, String[] arguments) {
        if (url != null && !url.isBlank()) {
            return verify(Address.read(url).dataSource());
        }
        var folder = Path.of(arguments.length > 0 ? arguments[0] : "data");
        if (!Files.exists(folder.resolve("cluster"))) {
            System.err.println("There are no books in " + folder.toAbsolutePath());
            return 2;
        }
        var running = EmbeddedPostgres.running(folder);
        if (running.isPresent()) {
            return verify(running.get().dataSource());
        }
        try (var own = EmbeddedPostgres.start(folder, 0)) {
            return verify(own.owner().dataSource());
        }
    }

    private static int verify(DataSource database) {
        long start = System.nanoTime();
        var report =
                new Verification(JdbcClient.create(database), new JdbcTransactionManager(database))
                        .all();
        System.out.printf(
                "%d batches, %d orders, %d lines in %.1f s%n",
                report.batches(),
                report.orders(),
                report.lines(),
                (System.nanoTime() - start) / 1e9);
        report.heads()
                .forEach((lane, seal) -> System.out.printf("lane %d ends with %s%n", lane, seal));
        report.flaws().forEach(flaw -> System.out.println("FLAW  " + flaw.what()));
        System.out.println(
                report.isSound()
                        ? "Everything adds up."
                        : report.flaws().size() + " flaws: the books do not add up.");
        return report.isSound() ? 0 : 1;
    }
}
