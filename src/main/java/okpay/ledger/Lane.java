package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A writer's own chain of sealed batches. Of the eight lanes each writer holds one at a time; who
/// has not written for a while loses it to whoever asks. A writer that was paused and wakes up
/// finds the lane no longer its own, and writes nothing.
final class Lane {

    private final JdbcClient jdbc;
    private final UUID me = Ids.next();

    Lane(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Where the chain of this lane ends.
    ///
    /// @param n how many batches it has
    /// @param batch the last of them
    /// @param seal of it, in hex
    record End(int lane, long n, long batch, String seal) {}

    /// The end of the lane this writer holds, now locked until the transaction ends; takes a free
    /// lane when it holds none.
    End locked() {
        return mine().or(this::take)
                .orElseThrow(() ->
                        new BooksUnavailable(
                                "All lanes are taken; one is free again in 15 seconds"));
    }

    private Optional<End> mine() {
        return jdbc.sql(
                        """
                        select id, n, batch, encode(seal, 'hex') as seal from ledger.lane
                        where holder = :me for update
                        """)
                .param("me", me)
                .query(Lane::row)
                .optional();
    }

    private Optional<End> take() {
        return jdbc.sql(
                        """
                        update ledger.lane set holder = :me, seen_at = clock_timestamp()
                        where id = (select id from ledger.lane
                            where holder is null
                               or seen_at < clock_timestamp() - interval '15 seconds'
                            order by id limit 1 for update skip locked)
                        returning id, n, batch, encode(seal, 'hex') as seal
                        """)
                .param("me", me)
                .query(Lane::row)
                .optional();
    }

    /// Adds a sealed batch to the chain.
    void extend(End before, Batch batch, String seal) {
        int moved =
                jdbc.sql(
                                """
                                with mine as (
                                    update ledger.lane
                                    set n = :n, batch = :id, seal = decode(:seal, 'hex'),
                                        seen_at = clock_timestamp()
                                    where id = :lane and holder = :me and n = :n - 1
                                    returning id, n, batch, seal)
                                insert into ledger.batch (id, lane, n, orders, lines, seal)
                                select batch, id, n, :orders, :lines, seal from mine
                                """)
                        .param("n", before.n() + 1)
                        .param("id", batch.id())
                        .param("seal", seal)
                        .param("lane", before.lane())
                        .param("me", me)
                        .param("orders", batch.requests().size())
                        .param("lines", batch.sheet().lines().size())
                        .update();
        if (moved != 1) {
            throw new Journal.Stale("Lane " + before.lane());
        }
    }

    /// Lets another writer have it at once.
    void leave() {
        jdbc.sql("update ledger.lane set holder = null where holder = :me")
                .param("me", me)
                .update();
    }

    private static End row(ResultSet row, int n) throws SQLException {
        return new End(
                row.getInt("id"), row.getLong("n"), row.getLong("batch"), row.getString("seal"));
    }
}
