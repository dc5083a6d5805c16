package okpay.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/// One after another, on all nodes.
public final class Turns {

    private Turns() {}

    /// Waits for whoever does the same thing; until the end of the caller's transaction nobody else
    /// does it.
    ///
    /// @param what names the thing, its kind first: `payer cu_…`
    public static void take(JdbcClient jdbc, String what) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
                .param("what", what)
                .query((row, n) -> n)
                .single();
    }
}
