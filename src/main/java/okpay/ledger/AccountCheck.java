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

    void againstLegs(List<Flaw> flaws) {
        jdbc.sql(
                        """
                        select a.id from ledger.account a
                        left join lateral ledger.standing_before(a.id, 9223372036854775807) s on true
                        left join (select account, sum(amount - captured) as held
                                   from ledger.hold where state = 'OPEN' group by account) h
                            on h.account = a.id
                        where a.posted <> coalesce(s.posted, 0) or a.seq <> coalesce(s.seq, 0)
                           or a.held <> coalesce(h.held, 0)
                        order by a.id limit :most
                        """)
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
