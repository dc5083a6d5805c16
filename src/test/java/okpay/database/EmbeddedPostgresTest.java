package okpay.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir private Path folder;

    @Test
    void oneFolderOneServerThatKeepsWhatWasWrittenAndComesBackWhenKilled() throws Exception {
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            sql(server, "create table kept (n int); insert into kept values (42)");

            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                    .isInstanceOf(DatabaseTrouble.class)
                    .hasMessageContaining("Another OKPay uses the data folder");

            var postmaster = ProcessHandle.of(server.processId()).orElseThrow();
            var children = postmaster.descendants().toList();
            postmaster.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            assertThat(numberAfterItsReturn(server)).isEqualTo(42);
        }
        try (var again = EmbeddedPostgres.start(folder, 0)) {
            assertThat(number(again)).isEqualTo(42);
            var password = folder.resolve("password");
            assertThat(Files.getPosixFilePermissions(password)).hasSize(2);
        }
        Files.writeString(folder.resolve("cluster").resolve("PG_VERSION"), "19\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, 0))
                .isInstanceOf(DatabaseTrouble.class)
                .hasMessageContaining("was written by PostgreSQL 19");
    }

    private static int numberAfterItsReturn(EmbeddedPostgres server)
            throws IOException, InterruptedException {
        var until = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            try {
                return number(server);
            } catch (SQLException e) {
                if (Instant.now().isAfter(until)) {
                    throw new IOException("PostgreSQL did not come back", e);
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        }
    }

    private static int number(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.owner().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select n from kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void sql(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = server.owner().dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
