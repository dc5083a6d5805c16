package okpay.database;

import java.net.URI;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// Where a PostgreSQL is and who signs in there, read from `jdbc:postgresql://…` or from
/// `postgresql://user:password@host:port/name?option=…`.
public record Address(String jdbcUrl, @Nullable String user, @Nullable String password) {

    public static Address read(String url) {
        if (url.startsWith("jdbc:")) {
            return new Address(url, null, null);
        }
        var uri = URI.create(url);
        String[] who = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
        return new Address(
                "jdbc:postgresql://%s:%d%s%s"
                        .formatted(
                                uri.getHost(),
                                uri.getPort() < 0 ? 5432 : uri.getPort(),
                                uri.getPath(),
                                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                who.length > 0 ? who[0] : null,
                who.length > 1 ? who[1] : null);
    }

    /// A connection for every question; for a command that asks a few.
    public DataSource dataSource() {
        var database = new DriverManagerDataSource(jdbcUrl);
        if (user != null) {
            database.setUsername(user);
        }
        if (password != null) {
            database.setPassword(password);
        }
        return database;
    }

    @Override
    public String toString() {
        return jdbcUrl;
    }
}
