package okpay.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whom the application signs in as: somebody who may read and write rows, and no more. The tables
/// belong to another role, the owner's, whom only migrations and the operator's own commands use;
/// so the application cannot change what was written once, nor lift the rule that forbids it.
final class AppRole {

    static final String NAME = "okpay_app";

    private AppRole() {}

    /// Makes the role where it is missing, with a password of its own in the data folder.
    ///
    /// @return the password
    static String ensure(Path home, DataSource owner) throws IOException {
        var file = home.resolve("app-password");
        if (!Files.exists(file)) {
            writeSecret(file, freshPassword());
        }
        var password = Files.readString(file).strip();
        var jdbc = JdbcClient.create(owner);
        boolean there =
                jdbc.sql("select 1 from pg_roles where rolname = :name")
                        .param("name", NAME)
                        .query(Integer.class)
                        .optional()
                        .isPresent();
        // Digits and letters of our own making: nothing in it needs quoting.
        jdbc.sql(
                        "%s role %s login nosuperuser nocreatedb nocreaterole password '%s'"
                                .formatted(there ? "alter" : "create", NAME, password))
                .update();
        return password;
    }

    static String freshPassword() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Readable for its owner alone from the first byte on; either whole or not there.
    static void writeSecret(Path file, String secret) throws IOException {
        var half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        Files.createFile(
                half,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, secret);
        Files.move(half, file);
    }
}
