package okpay.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.ledger.Verification.Flaw;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Follows every account leg by leg: numbers without gaps, each balance the one before plus the
/// change.
final class RunningBalances {

    private record At(long posted, long seq) {}

    private static final At NEW = new At(0, 0);

    private final JdbcClient jdbc;
    private final long from;
    private final List<Flaw> flaws;
    private final Map<Long, At> accounts = new HashMap<>();

    /// @param from the position from which on legs are followed; above 0, lines are prepared for
    ///   first
    RunningBalances(JdbcClient jdbc, long from, List<Flaw> flaws) {
        this.jdbc = jdbc;
        this.from = from;
        this.flaws = flaws;
    }

    /// Looks up in one go how the accounts of these lines stood before, where it is not known yet:
    /// one by one, ten thousand accounts would be ten thousand round trips.
    void prepare(long first, long last) {
        if (from == 0) {
            return;
        }
        var unknown =
                jdbc
                        .sql(
                                """
                                select debit as account from ledger.transfer
                                where id between :first and :last
                                union select credit from ledger.transfer
                                where id between :first and :last
                                union select fee_to from ledger.transfer
                                where id between :first and :last and fee_to is not null
                                """)
                        .param("first", first)
                        .param("last", last)
                        .query(Long.class)
                        .list()
                        .stream()
                        .filter(account -> !accounts.containsKey(account))
                        .mapToLong(Long::longValue)
                        .toArray();
        jdbc.sql(
                        """
                        select account, posted, seq from unnest(:accounts::bigint[]) account
                        cross join lateral ledger.standing_before(account, :from)
                        """)
                .param("accounts", unknown)
                .param("from", from)
                .query(row -> {
                    accounts.put(
                            row.getLong("account"),
                            new At(row.getLong("posted"), row.getLong("seq")));
                });
        for (long account : unknown) {
            accounts.putIfAbsent(account, NEW);
        }
    }

    void follow(long[] line) {
        long amount = line[3];
        long fee = line[9];
        leg(line[1], -amount, new At(line[5], line[4]), line[0]);
        leg(line[2], amount - fee, new At(line[7], line[6]), line[0]);
        if (fee != 0) {
            leg(line[10], fee, new At(line[12], line[11]), line[0]);
        }
    }

    private void leg(long account, long change, At after, long line) {
        var before = accounts.getOrDefault(account, NEW);
        if (after.seq() != before.seq() + 1 || after.posted() != before.posted() + change) {
            add("%s: leg %d does not follow".formatted(new TransferId(line), after.seq()), account);
        }
        accounts.put(account, after);
    }

    private void add(String what, long account) {
        if (flaws.size() < Verification.MOST_FLAWS) {
            flaws.add(new Flaw(what, Optional.of(new AccountId(account))));
        }
    }
}
