package okpay.ledger;

import java.util.List;
import java.util.Optional;
import okpay.ledger.Verification.Flaw;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Holds every account against its last leg and its open holds, and every currency against zero.
final class AccountCheck {

    private final JdbcClient jdbc;

    AccountCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An account whose balance, number of legs or held amount is not what was written.
    record Flawed(long id, String currency) {}

    /// @param after the number before the first account
    /// @param last the number of the last one
    List<Flawed> flawed(long after, long last) {
        return jdbc.sql(
                        """
                        select a.id, a.currency from ledger.account a
                        left join lateral ledger.standing_before(a.id, 9223372036854775807) s on true
                        left join (select account, sum(amount - captured) as held from ledger.hold
                                   where state = 'OPEN' and account > :after and account <= :last
                                   group by account) h
                            on h.account = a.id
                        where a.id > :after and a.id <= :last
                          and (a.posted <> coalesce(s.posted, 0) or a.seq <> coalesce(s.seq, 0)
                               or a.held <> coalesce(h.held, 0))
                        order by a.id
                        """)
                .param("after", after)
                .param("last", last)
                .query((row, n) -> new Flawed(row.getLong("id"), row.getString("currency")))
                .list();
    }

    void againstLegs(List<Flaw> flaws) {
        flawed(0, Long.MAX_VALUE).stream()
                .limit(Verification.MOST_FLAWS)
                .forEach(flawed -> {
                    var account = new AccountId(flawed.id());
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
