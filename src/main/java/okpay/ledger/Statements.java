package okpay.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/// What was written, read back: the lines of an account, or those that belong to one thing.
@Component
public class Statements {

    private static final int A_PAGE = 1_000;

    private final JdbcClient jdbc;

    Statements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One line of the books.
    public record Line(
            TransferId id,
            AccountId debit,
            AccountId credit,
            Money amount,
            Purpose purpose,
            String about,
            Instant eventAt,
            Instant postedAt) {}

    /// What an account did in a span of time, and how it stood before and after.
    ///
    /// @param to the moment behind the last one
    /// @param seqBefore the number of the last leg before it; legs have no gaps, so the first leg
    ///   of the extract has the next number and the last one `seqBefore + legs`
    /// @param in what came, summed
    /// @param out what went, summed
    public record Extract(
            AccountId account,
            Instant from,
            Instant to,
            Money opening,
            Money closing,
            Money in,
            Money out,
            long seqBefore,
            long legs,
            long lastPosition) {}

    /// One leg of an account: one change of its balance.
    ///
    /// @param seq its number in the account, without gaps
    /// @param change what came (above zero) or went (below zero)
    /// @param after the balance behind it
    /// @param other who stands on the other side
    /// @param about what it belongs to: `payment:pm_…`
    /// @param step which step of that it is, as its order named it
    public record Leg(
            TransferId id,
            long seq,
            Money change,
            Money after,
            String other,
            Purpose purpose,
            String about,
            String step,
            Instant eventAt,
            Instant postedAt) {}

    /// The frame of a statement. What is written from now on does not change it.
    ///
    /// @throws IllegalStateException when the legs do not explain the balance
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Extract extract(AccountId account, Instant from, Instant to) {
        long first = Position.at(from);
        long end = Position.at(to);
        var currency =
                jdbc.sql("select currency from ledger.account where id = :account")
                        .param("account", account.number())
                        .query((row, n) -> Currency.getInstance(row.getString("currency")))
                        .single();
        var before = standing(account, first);
        var after = standing(account, end);
        var extract =
                jdbc.sql(
                                """
                                select coalesce(sum(greatest(change, 0)), 0)::bigint as came,
                                       coalesce(-sum(least(change, 0)), 0)::bigint as went,
                                       count(*) as legs, coalesce(max(id), 0) as last
                                from (
                                    select id, -amount as change from ledger.transfer
                                    where (debit, id) >= (:account, :first)
                                      and (debit, id) < (:account, :end)
                                    union all
                                    select id, amount - coalesce(fee, 0) from ledger.transfer
                                    where (credit, id) >= (:account, :first)
                                      and (credit, id) < (:account, :end)
                                    union all
                                    select id, fee from ledger.transfer
                                    where (fee_to, id) >= (:account, :first)
                                      and (fee_to, id) < (:account, :end)
                                      and fee_to is not null) leg
                                """)
                        .param("account", account.number())
                        .param("first", first)
                        .param("end", end)
                        .query((row, n) ->
                                new Extract(
                                        account,
                                        from,
                                        to,
                                        new Money(before.posted(), currency),
                                        new Money(after.posted(), currency),
                                        new Money(row.getLong("came"), currency),
                                        new Money(row.getLong("went"), currency),
                                        before.seq(),
                                        row.getLong("legs"),
                                        row.getLong("last")))
                        .single();
        if (!extract.opening().plus(extract.in()).minus(extract.out()).equals(extract.closing())
                || after.seq() - before.seq() != extract.legs()) {
            throw new IllegalStateException("The legs do not explain " + extract);
        }
        return extract;
    }

    /// The legs of an extract, in order, a thousand at a time: each page is asked for when its turn
    /// comes, and nothing is held open between. Pairs are compared, so that only the index on
    /// account and position can answer.
    public Iterable<List<Leg>> pages(Extract extract) {
        return () ->
                Stream.iterate(
                                page(extract, null),
                                page -> !page.isEmpty(),
                                page ->
                                        page.size() < A_PAGE
                                                ? List.of()
                                                : page(extract, page.getLast().id()))
                        .iterator();
    }

    private List<Leg> page(Extract extract, @Nullable TransferId behind) {
        long after = behind == null ? Position.at(extract.from()) - 1 : behind.position();
        return jdbc.sql(
                        """
                        select l.id, l.seq, l.change, l.after, l.purpose, l.event_at,
                               coalesce(o.owner, '') as other, coalesce(r.key, '') as key
                        from (
                            (select id, debit_seq as seq, -amount as change, debit_after as after,
                                    credit as other, purpose, event_at
                             from ledger.transfer
                             where (debit, id) > (:account, :after)
                               and (debit, id) <= (:account, :last)
                             order by debit, id limit :most)
                            union all
                            (select id, credit_seq, amount - coalesce(fee, 0), credit_after, debit,
                                    purpose, event_at
                             from ledger.transfer
                             where (credit, id) > (:account, :after)
                               and (credit, id) <= (:account, :last)
                             order by credit, id limit :most)
                            union all
                            (select id, fee_seq, fee, fee_after, debit, purpose, event_at
                             from ledger.transfer
                             where (fee_to, id) > (:account, :after)
                               and (fee_to, id) <= (:account, :last) and fee_to is not null
                             order by fee_to, id limit :most)) l
                        left join ledger.account o on o.id = l.other
                        left join ledger.request r on r.id = l.id & -32
                        order by l.id limit :most
                        """)
                .param("account", extract.account().number())
                .param("after", after)
                .param("last", extract.lastPosition())
                .param("most", A_PAGE)
                .query((row, n) -> leg(row, extract.opening().currency()))
                .list();
    }

    /// Whether an order was booked.
    public boolean isBooked(String about, String step) {
        return jdbc.sql("select 1 from ledger.request where key = :key and refusal is null")
                .param("key", about + ':' + step)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// All legs of an account that belong to these things, at most 10,000. Asked thing by thing, by
    /// index (`offset 0` keeps the planner from turning it round).
    ///
    /// @param abouts up to 2,000 of `payment:pm_…`
    public List<Leg> legs(AccountId account, List<String> abouts) {
        return jdbc.sql(
                        """
                        select t.*, r.key, a.currency
                        from unnest(:abouts::text[]) wanted
                        cross join lateral (
                            select id, key from ledger.request
                            where key > wanted || ':' and key < wanted || ';' offset 0) r
                        cross join lateral (
                            select id, purpose, event_at, '' as other,
                                   case :account when debit then debit_seq
                                       when credit then credit_seq else fee_seq end as seq,
                                   case :account when debit then -amount
                                       when credit then amount - coalesce(fee, 0)
                                       else fee end as change,
                                   case :account when debit then debit_after
                                       when credit then credit_after else fee_after end as after
                            from ledger.transfer
                            where id between r.id and r.id + 31
                              and :account in (debit, credit, fee_to) offset 0) t
                        join ledger.account a on a.id = :account
                        order by t.id limit 10000
                        """)
                .param("abouts", abouts.toArray(String[]::new))
                .param("account", account.number())
                .query((row, n) -> leg(row, Currency.getInstance(row.getString("currency"))))
                .list();
    }

    private static Leg leg(ResultSet row, Currency currency) throws SQLException {
        String key = row.getString("key");
        return new Leg(
                new TransferId(row.getLong("id")),
                row.getLong("seq"),
                new Money(row.getLong("change"), currency),
                new Money(row.getLong("after"), currency),
                row.getString("other"),
                Purpose.valueOf(row.getString("purpose")),
                key.substring(0, Math.max(0, key.lastIndexOf(':'))),
                key.substring(key.lastIndexOf(':') + 1),
                row.getTimestamp("event_at").toInstant(),
                Position.time(row.getLong("id")));
    }

    private record Standing(long posted, long seq) {}

    private Standing standing(AccountId account, long position) {
        return jdbc.sql("select posted, seq from ledger.standing_before(:account, :position)")
                .param("account", account.number())
                .param("position", position)
                .query(Standing.class)
                .optional()
                .orElse(new Standing(0, 0));
    }

    /// How much an account held at any moment, by when the books wrote it; found in O(log n), and
    /// never changed by what is written later.
    public Money balanceAt(AccountId account, Instant moment) {
        return jdbc.sql(
                        """
                        select coalesce(s.posted, 0) as posted, a.currency from ledger.account a
                        left join lateral ledger.standing_before(a.id, :position) s on true
                        where a.id = :account
                        """)
                .param("account", account.number())
                .param("position", Position.at(moment) + Position.A_TICK)
                .query((row, n) ->
                        new Money(
                                row.getLong("posted"),
                                Currency.getInstance(row.getString("currency"))))
                .single();
    }

    /// Lines that belong to one thing (`payment:pm_…`), in the order they were written.
    public List<Line> about(String about) {
        return jdbc.sql(
                        """
                        select t.id, t.debit, t.credit, t.amount, a.currency, t.purpose, t.event_at
                        from ledger.request r
                        join ledger.transfer t on t.id between r.id and r.id + 31
                        join ledger.account a on a.id = t.debit
                        where r.key > :about || ':' and r.key < :about || ';'
                        order by t.id limit 100
                        """)
                .param("about", about)
                .query((row, n) ->
                        new Line(
                                new TransferId(row.getLong("id")),
                                new AccountId(row.getLong("debit")),
                                new AccountId(row.getLong("credit")),
                                new Money(
                                        row.getLong("amount"),
                                        Currency.getInstance(row.getString("currency"))),
                                Purpose.valueOf(row.getString("purpose")),
                                about,
                                row.getTimestamp("event_at").toInstant(),
                                Position.time(row.getLong("id"))))
                .list();
    }
}
