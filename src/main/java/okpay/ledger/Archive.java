package okpay.ledger;

import static okpay.database.Columns.longs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import okpay.ledger.Outcome.Booked;
import okpay.ledger.Outcome.Refused;
import okpay.ledger.Outcome.Standing;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Fetches what a writer needs onto its [Shelf].
class Archive {

    private final JdbcClient jdbc;

    Archive(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What these commands are about, as the database has it now.
    ///
    /// @param locked nobody else may change the accounts until the transaction ends; they are
    ///   locked in the order of their ids, so that two writers can wait for each other but never
    ///   for ever
    void fetch(Shelf shelf, Collection<Command> commands, boolean locked) {
        var missing = shelf.missing(commands);
        var holds = missing.holds();
        if (!holds.isEmpty()) {
            fetchHolds(shelf, holds);
            missing = shelf.missing(commands);
        }
        if (!missing.accounts().isEmpty()) {
            fetchAccounts(shelf, missing.accounts(), locked);
        }
        if (locked && !holds.isEmpty()) {
            // Who locks an account has its holds; read again what changed before we had it.
            fetchHolds(shelf, holds);
        }
        if (!missing.transfers().isEmpty()) {
            fetchGiven(shelf, missing.transfers());
        }
    }

    /// What was answered to these keys before.
    void fetchAnswers(Shelf shelf, Collection<Command> commands) {
        record Asked(long position, int size, Gist gist, String refusal) {}
        var asked = new LinkedHashMap<String, Asked>();
        jdbc.sql(
                        """
                        select key, id, size, hash, coalesce(refusal, '') as refusal
                        from ledger.request where key = any(:keys::text[])
                        """)
                .param("keys", commands.stream().map(Command::key).toArray(String[]::new))
                .query(row -> {
                    asked.put(
                            row.getString("key"),
                            new Asked(
                                    row.getLong("id"),
                                    row.getInt("size"),
                                    Gist.read(row.getBytes("hash")),
                                    row.getString("refusal")));
                });
        var standings = standings(asked.values().stream().map(Asked::position).toList());
        asked.forEach((key, one) -> {
            var positions = LongStream.range(one.position(), one.position() + one.size());
            var outcome =
                    one.refusal().isEmpty()
                            ? new Booked(
                                    positions.boxed().toList(),
                                    standings.getOrDefault(one.position(), List.of()))
                            : new Refused(Refusal.valueOf(one.refusal()));
            shelf.answers.put(key, new Shelf.Answered(one.gist(), outcome));
        });
    }

    private Map<Long, List<Standing>> standings(List<Long> orders) {
        var found = new LinkedHashMap<Long, List<Standing>>();
        if (orders.isEmpty()) {
            return found;
        }
        jdbc.sql(
                        """
                        select t.* from unnest(:orders::bigint[]) as o (id)
                        join ledger.transfer t on t.id between o.id and o.id + 31
                        order by t.id desc
                        """)
                .param("orders", orders.stream().mapToLong(Long::longValue).toArray())
                .query(row -> {
                    var all =
                            found.computeIfAbsent(
                                    Position.orderOf(row.getLong("id")), _ -> new ArrayList<>());
                    add(all, row, "fee_to", "fee_after", "fee_seq");
                    add(all, row, "credit", "credit_after", "credit_seq");
                    add(all, row, "debit", "debit_after", "debit_seq");
                });
        return found;
    }

    private static void add(
            List<Standing> all, ResultSet row, String account, String after, String seq)
            throws SQLException {
        var id = new AccountId(row.getLong(account));
        if (!row.wasNull() && all.stream().noneMatch(one -> one.account().equals(id))) {
            all.add(new Standing(id, row.getLong(after), row.getLong(seq)));
        }
    }

    private void fetchAccounts(Shelf shelf, Collection<AccountId> ids, boolean locked) {
        var sql = Accounts.SELECT + " where id = any(:ids::bigint[])";
        jdbc.sql(locked ? sql + " order by id for update" : sql)
                .param("ids", longs(ids, AccountId::number))
                .query(Accounts::row)
                .list()
                .forEach(account -> shelf.accounts.put(account.id(), account));
    }

    private void fetchHolds(Shelf shelf, Collection<HoldId> ids) {
        jdbc.sql(Holds.SELECT + " where h.id = any(:ids::bigint[])")
                .param("ids", longs(ids, HoldId::position))
                .query(Holds::row)
                .list()
                .forEach(hold -> shelf.holds.put(hold.id(), hold));
    }

    private void fetchGiven(Shelf shelf, Collection<TransferId> ids) {
        jdbc.sql(
                        """
                        select t.id, t.debit, t.amount, a.currency,
                               coalesce(g.refunded, 0) as refunded,
                               coalesce(g.charged_back, 0) as charged_back,
                               coalesce(g.version, 0) as version
                        from ledger.transfer t join ledger.account a on a.id = t.debit
                        left join ledger.given_back g on g.transfer = t.id
                        where t.id = any(:ids::bigint[])
                        """)
                .param("ids", longs(ids, TransferId::position))
                .query((row, n) ->
                        new Given(
                                new TransferId(row.getLong("id")),
                                new AccountId(row.getLong("debit")),
                                new Money(
                                        row.getLong("amount"),
                                        Currency.getInstance(row.getString("currency"))),
                                row.getLong("refunded"),
                                row.getLong("charged_back"),
                                row.getLong("version")))
                .list()
                .forEach(back -> shelf.given.put(back.transfer(), back));
    }
}
