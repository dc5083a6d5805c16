package okpay.ledger;

import static okpay.database.Columns.longs;
import static okpay.database.Columns.texts;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes a decided [Batch] down, set-wise: every account once, however many lines touch it.
class Journal {

    private static final String INSERT_REQUESTS =
            """
            insert into ledger.request (id, key, hash, size, refusal, proposal)
            select id, key, hash, size, refusal, proposal
            from unnest(?::bigint[], ?::text[], ?::bytea[], ?::int[], ?::text[], ?::uuid[])
                as n (id, key, hash, size, refusal, proposal)
            """;

    private final JdbcClient jdbc;

    Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The versions that were decided on are no longer those of the database: somebody else wrote.
    static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale(String what) {
            super(what + " changed meanwhile");
        }
    }

    /// What is new. It may be written while the batch before is still being committed.
    void insert(Batch batch) {
        insertRequestsAndLines(batch);
        insertHolds(batch.sheet().changedHolds().stream().filter(Journal::isNew).toList(), batch);
    }

    /// What changes: only after the batch before is committed, and only if everything still stands
    /// as it did when this one was decided.
    void change(Batch batch) {
        changeAccounts(batch.sheet().changedAccounts());
        changeHolds(
                batch.sheet().changedHolds().stream().filter(hold -> !isNew(hold)).toList(), batch);
        changeGiven(batch.sheet().changedGiven());
        var read = batch.sheet().refusedOn();
        if (!read.isEmpty()) {
            var ids = List.copyOf(read.keySet());
            var same =
                    jdbc.sql(
                                    """
                                    select count(*) from ledger.account a
                                    join unnest(:ids::bigint[], :versions::bigint[])
                                        as n (id, version)
                                    on a.id = n.id and a.version = n.version
                                    """)
                            .param("ids", longs(ids, AccountId::number))
                            .param("versions", ids.stream().mapToLong(read::get).toArray())
                            .query(Long.class)
                            .single();
            expect("An account", same, ids.size());
        }
    }

    /// One round trip for both: in small batches those cost more than the rows.
    private void insertRequestsAndLines(Batch batch) {
        var requests = batch.requests();
        var lines = batch.sheet().lines();
        var statement =
                jdbc.sql(
                                lines.isEmpty()
                                        ? INSERT_REQUESTS
                                        : "with asked as (" + INSERT_REQUESTS + ") " + Lines.INSERT)
                        .param(longs(requests, Batch.Request::position))
                        .param(texts(requests, one -> one.command().key()))
                        .param(
                                requests.stream()
                                        .map(one -> one.command().gist().bytes())
                                        .toArray(byte[][]::new))
                        .param(
                                requests.stream()
                                        .mapToInt(one -> one.command().order().chain().size())
                                        .toArray())
                        .param(texts(requests, Journal::refusal))
                        .param(texts(requests, Journal::proposal));
        if (!lines.isEmpty()) {
            for (var column : columns(lines)) {
                statement = statement.param(column);
            }
            statement = statement.param(texts(lines, line -> line.move().purpose().name()));
        }
        statement.update();
    }

    private static long[][] columns(List<Sheet.Line> lines) {
        var columns = new long[Lines.COLUMNS][lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            var numbers = Lines.numbers(lines.get(i));
            for (int column = 0; column < numbers.length; column++) {
                columns[column][i] = numbers[column];
            }
        }
        return columns;
    }

    static @Nullable String refusal(Batch.Request request) {
        return request.outcome() instanceof Outcome.Refused(var reason) ? reason.name() : null;
    }

    static @Nullable String proposal(Batch.Request request) {
        return request.command()
                .authority()
                .people()
                .map(two -> two.proposal().uuid().toString())
                .orElse(null);
    }

    private void insertHolds(List<Hold> made, Batch batch) {
        if (made.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into ledger.hold (id, account, amount, captured, version, set_aside,
                            ended_at, expires_at, state, about)
                        select id, account, amount, captured, 1, day,
                               case when state <> 'OPEN' then ledger.time_of(:batch) end,
                               expires_at, state, about
                        from unnest(:ids::bigint[], :accounts::bigint[], :amounts::bigint[],
                                    :captured::bigint[], :days::bigint[],
                                    :expiries::timestamptz[], :states::text[], :abouts::text[])
                            as n (id, account, amount, captured, day, expires_at, state, about)
                        """)
                .param("batch", batch.id())
                .param("ids", longs(made, hold -> hold.id().position()))
                .param("accounts", longs(made, hold -> hold.account().number()))
                .param("amounts", longs(made, hold -> hold.amount().minor()))
                .param("captured", longs(made, Hold::captured))
                .param("days", longs(made, Hold::setAside))
                .param("expiries", texts(made, hold -> hold.expiresAt().toString()))
                .param("states", texts(made, hold -> hold.state().name()))
                .param("abouts", texts(made, Hold::about))
                .update();
    }

    private void changeAccounts(Collection<Account> changed) {
        if (changed.isEmpty()) {
            return;
        }
        var sorted = changed.stream().sorted(Comparator.comparing(Account::id)).toList();
        int written =
                jdbc.sql(
                                """
                                update ledger.account a
                                set posted = n.posted, held = n.held, seq = n.seq,
                                    version = n.version, last = n.last, spent = n.spent,
                                    spent_day = n.day, day_limit = n.a_day, stopped = n.stopped
                                from unnest(:ids::bigint[], :posted::bigint[], :held::bigint[],
                                            :seqs::bigint[], :versions::bigint[], :last::bigint[],
                                            :spent::bigint[], :days::bigint[], :limits::bigint[],
                                            :stops::text[])
                                    as n (id, posted, held, seq, version, last, spent, day, a_day,
                                          stopped)
                                where a.id = n.id and a.version = n.version - 1
                                """)
                        .param("ids", longs(sorted, account -> account.id().number()))
                        .param("posted", longs(sorted, Account::posted))
                        .param("held", longs(sorted, Account::held))
                        .param("seqs", longs(sorted, Account::seq))
                        .param("versions", longs(sorted, Account::version))
                        .param("last", longs(sorted, Account::last))
                        .param("spent", longs(sorted, account -> account.allowance().spent()))
                        .param("days", longs(sorted, account -> account.allowance().day()))
                        .param("limits", longs(sorted, account -> account.allowance().aDay()))
                        .param("stops", texts(sorted, account -> account.stopped().name()))
                        .update();
        expect("An account", written, sorted.size());
    }

    private void changeHolds(List<Hold> changed, Batch batch) {
        if (changed.isEmpty()) {
            return;
        }
        int written =
                jdbc.sql(
                                """
                                update ledger.hold h
                                set captured = n.captured, state = n.state, version = n.version,
                                    ended_at = case when n.state <> 'OPEN'
                                        then ledger.time_of(:batch) end
                                from unnest(:ids::bigint[], :captured::bigint[],
                                            :versions::bigint[], :states::text[])
                                    as n (id, captured, version, state)
                                where h.id = n.id and h.version = n.version - 1
                                """)
                        .param("batch", batch.id())
                        .param("ids", longs(changed, hold -> hold.id().position()))
                        .param("captured", longs(changed, Hold::captured))
                        .param("versions", longs(changed, Hold::version))
                        .param("states", texts(changed, hold -> hold.state().name()))
                        .update();
        expect("A hold", written, changed.size());
    }

    private void changeGiven(Collection<Given> changed) {
        if (changed.isEmpty()) {
            return;
        }
        int written =
                jdbc.sql(
                                """
                                insert into ledger.given_back as g
                                    (transfer, taken, refunded, charged_back, version)
                                select transfer, taken, refunded, charged_back, version
                                from unnest(:ids::bigint[], :taken::bigint[], :refunded::bigint[],
                                            :charged::bigint[], :versions::bigint[])
                                    as n (transfer, taken, refunded, charged_back, version)
                                on conflict (transfer) do update
                                set refunded = excluded.refunded, version = excluded.version,
                                    charged_back = excluded.charged_back
                                where g.version = excluded.version - 1
                                """)
                        .param("ids", longs(changed, back -> back.transfer().position()))
                        .param("taken", longs(changed, back -> back.amount().minor()))
                        .param("refunded", longs(changed, Given::refunded))
                        .param("charged", longs(changed, Given::chargedBack))
                        .param("versions", longs(changed, Given::version))
                        .update();
        expect("What was given back", written, changed.size());
    }

    private static boolean isNew(Hold hold) {
        return hold.version() == 1;
    }

    private static void expect(String what, long written, long wanted) {
        if (written != wanted) {
            throw new Stale(what);
        }
    }
}
