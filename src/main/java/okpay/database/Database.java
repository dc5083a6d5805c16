package okpay.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/// Hands the other rooms their connections, wherever the database is.
@Configuration
@EnableConfigurationProperties(DatabaseSettings.class)
class Database {

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

    private static HikariDataSource pool(
            DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> embedded) {
        var pool = new HikariDataSource();
        var own = embedded.getIfAvailable();
        if (own != null) {
            address(pool, own.jdbcUrl(), own.user(), own.password());
        } else {
            fromUrl(pool, settings);
        }
        pool.setConnectionTimeout(10_000);
        pool.addDataSourceProperty("ApplicationName", "okpay");
        pool.addDataSourceProperty("socketTimeout", "60");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        return pool;
    }

    private static void fromUrl(HikariDataSource pool, DatabaseSettings settings) {
        String url = settings.url();
        if (url == null || url.isBlank()) {
            throw new DatabaseTrouble("No database: OKPAY_DATABASE_URL is empty.");
        }
        var address = Address.read(url);
        address(
                pool,
                address.jdbcUrl(),
                address.user() == null ? settings.user() : address.user(),
                address.password() == null ? settings.password() : address.password());
    }

    private static void address(
            HikariDataSource pool, String url, @Nullable String user, @Nullable String password) {
        pool.setJdbcUrl(url);
        if (user != null) {
            pool.setUsername(user);
        }
        if (password != null) {
            pool.setPassword(password);
        }
    }
}
