package okpay.database;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;

/// Starts the embedded database while everything else is still being put together, where the
/// launcher asks for it (`okpay.database.early=true`): a start is shorter by as long as PostgreSQL
/// takes.
final class EarlyStart implements ApplicationListener<ApplicationEvent> {

    private static @Nullable CompletableFuture<EmbeddedPostgres> underWay;

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent ready) {
            var environment = ready.getEnvironment();
            boolean wanted = environment.getProperty("okpay.database.early", Boolean.class, false);
            if (wanted && environment.getProperty("okpay.database.url") == null) {
                var folder = Path.of(environment.getProperty("okpay.database.data-dir", "data"));
                int port = environment.getProperty("okpay.database.port", Integer.class, 0);
                underWay =
                        CompletableFuture.supplyAsync(() -> EmbeddedPostgres.start(folder, port));
            }
        } else if (event instanceof ApplicationFailedEvent && underWay != null) {
            // Nobody took it over: it must not stay behind.
            var _ = underWay.thenAccept(EmbeddedPostgres::close);
        }
    }

    /// The server that is being started, or one that is started now.
    static EmbeddedPostgres take(DatabaseSettings settings) {
        var early = underWay;
        if (early == null) {
            return EmbeddedPostgres.start(settings.dataDir(), settings.port());
        }
        underWay = null;
        try {
            return early.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DatabaseTrouble trouble) {
                throw trouble;
            }
            throw e;
        }
    }
}
