package okpay.database;

import java.util.Map;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/// Connections kept for those whom everybody waits for. Without them, callers that hold all the
/// connections while they wait for the books would keep the books from writing.
public final class Reserve {

    /// How many there are: four for the writer of the books, one for each [Grouped].
    public static final int CONNECTIONS = 11;

    private static final ScopedValue<Boolean> ENTERED = ScopedValue.newInstance();

    private Reserve() {}

    /// Runs what it is given on reserved connections; nothing else changes for it.
    public static void run(Runnable work) {
        ScopedValue.where(ENTERED, true).run(work);
    }

    /// The same, for everything this executor is given.
    public static Executor on(Executor threads) {
        return work -> threads.execute(() -> run(work));
    }

    static final class Routing extends AbstractRoutingDataSource {

        Routing(DataSource everybodys, DataSource reserved) {
            setTargetDataSources(Map.of(true, reserved));
            setDefaultTargetDataSource(everybodys);
        }

        @Override
        protected @Nullable Object determineCurrentLookupKey() {
            return ENTERED.isBound() ? Boolean.TRUE : null;
        }
    }
}
