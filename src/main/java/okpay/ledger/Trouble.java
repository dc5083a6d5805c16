package okpay.ledger;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.CannotCreateTransactionException;

/// What a fault of the database means for those who wait.
final class Trouble {

    private static final int TRIES = 4;

    /// SQLSTATE classes: connection lost, too many resources used, shut down or taken over.
    private static final Set<String> AWAY = Set.of("08", "53", "57");

    /// Serialization failure, deadlock, lock not to be had.
    private static final Set<String> CONTENDED = Set.of("40001", "40P01", "55P03");

    private Trouble() {}

    /// Whether the same thing may go well the next time: always while the database is away (each
    /// caller's patience ends it), a few times when somebody was in the way.
    static boolean mayPass(RuntimeException e, int tries) {
        var state = sqlState(e);
        if (e instanceof CannotCreateTransactionException
                || (state.length() == 5 && AWAY.contains(state.substring(0, 2)))) {
            return true;
        }
        boolean inTheWay =
                e instanceof Journal.Stale
                        || e instanceof DuplicateKeyException
                        || CONTENDED.contains(state);
        return inTheWay && tries < TRIES;
    }

    static void pause(int tries) {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(500, 5L << Math.min(tries, 7)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String sqlState(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
