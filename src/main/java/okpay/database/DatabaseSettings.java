package okpay.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the database is.
///
/// @param url a JDBC or `postgresql://` address of your own PostgreSQL (15 or newer); without it
///   OKPay runs one of its own in `dataDir`
/// @param user who signs in there; may also stand in the address
/// @param password the password; may also stand in the address
/// @param ownerUser who owns the tables there and migrates them, where the application is to sign
///   in as somebody who may only read and write rows; without it `user` does both
/// @param ownerPassword the owner's password
/// @param dataDir the folder of the embedded database; made when missing
/// @param port the port of the embedded database; 0 takes a free one
@ConfigurationProperties("okpay.database")
record DatabaseSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String ownerUser,
        @Nullable String ownerPassword,
        @DefaultValue("data") Path dataDir,
        @DefaultValue("0") int port) {}
