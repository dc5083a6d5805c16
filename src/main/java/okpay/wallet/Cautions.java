package okpay.wallet;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import okpay.identity.Cautioned;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/// After a password was reset or a code was used on a new device, less money leaves a day: it may
/// have been somebody else. The limit is the books' own, so that no door goes round it, and is
/// lifted when the time is over.
@Component
public class Cautions {

    private final JdbcClient jdbc;
    private final Wallets wallets;
    private final WalletSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Cautions(
            JdbcClient jdbc,
            Wallets wallets,
            WalletSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.wallets = wallets;
        this.settings = settings;
        this.clock = clock;
    }

    private record Caution(CustomerId customer, Instant until) {}

    /// News may come twice, and late: a limit that would be over already is not set. In no
    /// transaction: the care is seen before the wallets are looked for ([Wallets#open]).
    @Async
    @TransactionalEventListener
    void on(Cautioned news) {
        if (!news.until().isAfter(clock.instant())) {
            return;
        }
        jdbc.sql(
                        """
                        insert into wallet.caution as c (customer, until) values (:customer, :until)
                        on conflict (customer) do update
                        set until = greatest(c.until, excluded.until), lifted_at = null
                        """)
                .param("customer", news.customer().uuid())
                .param("until", Timestamp.from(news.until()))
                .update();
        limit(new Caution(news.customer(), news.until()), "set", settings.cautiousADay());
    }

    /// Lifts what is over.
    @Scheduled(fixedDelayString = "${okpay.wallet.cautions-every:PT1M}")
    public void lift() {
        var over =
                jdbc.sql(
                                """
                                select customer, until from wallet.caution
                                where lifted_at is null and until <= :now order by until limit 100
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .query((row, n) ->
                                new Caution(
                                        new CustomerId(row.getObject("customer", UUID.class)),
                                        row.getTimestamp("until").toInstant()))
                        .list();
        over.forEach(caution -> transaction.executeWithoutResult(_ -> lift(caution)));
    }

    /// Whoever is reset once more meanwhile waits for the end of this transaction.
    private void lift(Caution caution) {
        int lifted =
                jdbc.sql(
                                """
                                update wallet.caution set lifted_at = :now
                                where customer = :customer and until = :until and lifted_at is null
                                """)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("customer", caution.customer().uuid())
                        .param("until", Timestamp.from(caution.until()))
                        .update();
        if (lifted == 1) {
            limit(caution, "lift", wallets.aDay(caution.customer()));
        }
    }

    private void limit(Caution caution, String step, long aDay) {
        wallets.of(caution.customer())
                .forEach(account -> wallets.limit(account.id(), caution.until(), step, aDay));
    }
}
