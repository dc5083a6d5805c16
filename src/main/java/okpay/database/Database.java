package okpay.database;

import static java.util.Objects.requireNonNullElse;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// Hands the other rooms their connections, wherever the database is.
@Configuration
@EnableConfigurationProperties(DatabaseSettings.class)
class Database {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    /// Only where no address is given.
    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "okpay.database.url", havingValue = "none", matchIfMissing = true)
    EmbeddedPostgres embeddedPostgres(DatabaseSettings settings) {
        return EarlyStart.take(settings);
    }

    /// The one everybody uses. Threads in [Reserve] get connections of their own.
    @Bean
    @Primary
    DataSource dataSource(
            @Qualifier("everybodys") HikariDataSource everybodys,
            @Qualifier("reserved") HikariDataSource reserved) {
        return new Reserve.Routing(everybodys, reserved);
    }

    @Bean(destroyMethod = "close", defaultCandidate = false)
    HikariDataSource everybodys(DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> own) {
        var pool = pool(settings, own);
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(2);
        return pool;
    }

    /// Short statements on many keys each: always by index, and nobody waits long for a lock.
    @Bean(destroyMethod = "close", defaultCandidate = false)
    HikariDataSource reserved(DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> own) {
        var pool = pool(settings, own);
        pool.setPoolName("reserved");
        pool.setMaximumPoolSize(Reserve.CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.addDataSourceProperty(
                "options",
                "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off"
                        + " -c lock_timeout=5s -c statement_timeout=30s");
        return pool;
    }

    /// Whom migrations sign in as: the owner of the tables.
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource owner(DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> own) {
        return owner(settings, own.getIfAvailable()).dataSource();
    }

    /// Migrations grant the application's role what it needs.
    @Bean
    FlywayConfigurationCustomizer whoMayWhat(
            DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> own) {
        return flyway -> {
            var embedded = own.getIfAvailable();
            boolean two = embedded != null || settings.ownerUser() != null;
            if (!two) {
                log.warn(
                        "The application owns its tables: give it a role of its own"
                                + " (OKPAY_DATABASE_OWNER_USER), so that it cannot change the books");
            }
            var app = two ? app(settings, embedded).user() : null;
            flyway.placeholders(Map.of("app", requireNonNullElse(app, "")));
        };
    }

    private static HikariDataSource pool(
            DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> own) {
        var app = app(settings, own.getIfAvailable());
        var pool = new HikariDataSource();
        pool.setJdbcUrl(app.jdbcUrl());
        pool.setUsername(app.user());
        pool.setPassword(app.password());
        pool.setConnectionTimeout(10_000);
        pool.addDataSourceProperty("ApplicationName", "okpay");
        pool.addDataSourceProperty("socketTimeout", "60");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }

    private static Address app(DatabaseSettings settings, @Nullable EmbeddedPostgres own) {
        if (own != null) {
            return own.app();
        }
        String url = settings.url();
        if (url == null || url.isBlank()) {
            throw new DatabaseTrouble("No database: OKPAY_DATABASE_URL is empty.");
        }
        var address = Address.read(url);
        return address.user() == null
                ? new Address(address.jdbcUrl(), settings.user(), settings.password())
                : address;
    }

    private static Address owner(DatabaseSettings settings, @Nullable EmbeddedPostgres own) {
        if (own != null) {
            return own.owner();
        }
        var app = app(settings, null);
        return settings.ownerUser() == null
                ? app
                : new Address(app.jdbcUrl(), settings.ownerUser(), settings.ownerPassword());
    }
}
