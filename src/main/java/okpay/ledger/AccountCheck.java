package okpay.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.ledger.Verification.Flaw;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Holds every account against its last leg and its open holds, and every currency against zero.
final class AccountCheck {

    /// Accounts whose balance, number of legs or held amount is not what was written.
    private static final String FLAWED =
            """
            from ledger.account a
            left join lateral ledger.standing_before(a.id, 9223372036854775807) s on true
            left join (select account, sum(amount - captured) as held from ledger.hold
                       where state = 'OPEN' and account > :after and account <= :last
                       group by account) h
                on h.account = a.id
            where a.id > :after and a.id <= :last
              and (a.posted <> coalesce(s.posted, 0) or a.seq <> coalesce(s.seq, 0)
                   or a.held <> coalesce(h.held, 0))
            """;

    private final JdbcClient jdbc;

    AccountCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// How many there are in each currency.
    ///
    /// @param after the number before the first account to look at
    /// @param last the number of the last one
    Map<String, Long> count(long after, long last) {
        var flaws = new HashMap<String, Long>();
        jdbc.sql("select a.currency, count(*) as flaws " + FLAWED + " group by a.currency")
                .param("after", after)
                .param("last", last)
                .query(row -> {
                    flaws.put(row.getString("currency"), row.getLong("flaws"));
                });
        return flaws;
    }

    void againstLegs(List<Flaw> flaws) {
        jdbc.sql("select a.id " + FLAWED + " order by a.id limit :most")
                .param("after", 0)
                .param("last", Long.MAX_VALUE)
                .param("most", Verification.MOST_FLAWS)
                .query(Long.class)
                .list()
                .forEach(id -> {
                    var account = new AccountId(id);
                    flaws.add(
                            new Flaw(
                                    account + ": the balance is not what its legs and holds say",
                                    Optional.of(account)));
                });
        jdbc.sql(
                        """
                        select currency from ledger.account group by currency
                        having sum(posted) <> 0 order by currency
                        """)
                .query(String.class)
                .list()
                .forEach(currency ->
                        flaws.add(new Flaw(currency + " does not sum to zero", Optional.empty())));
    }
}
