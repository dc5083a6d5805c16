package okpay.wallet;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import okpay.identity.Cautioned;
import okpay.identity.CustomerId;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// After a password was reset or a code was used on a new device, less money leaves a day: it may
/// have been somebody else. The limit is the books' own, so that no door goes round it, and is
/// lifted when the time is over.
@Component
public class Cautions {

    private final JdbcClient jdbc;
    private final Wallets wallets;
    private final Ledger ledger;
    private final WalletSettings settings;
    private final Clock clock;

    Cautions(
            JdbcClient jdbc, Wallets wallets, Ledger ledger, WalletSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.wallets = wallets;
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    private record Caution(CustomerId customer, Instant until) {}

    /// News may come twice, and late: a limit that would be over already is not set.
    @ApplicationModuleListener
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
        for (var caution : over) {
            limit(caution, "lift", settings.mostADay());
            jdbc.sql(
                            """
                            update wallet.caution set lifted_at = :now
                            where customer = :customer and until = :until
                            """)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("customer", caution.customer().uuid())
                    .param("until", Timestamp.from(caution.until()))
                    .update();
        }
    }

    private void limit(Caution caution, String step, long aDay) {
        for (var account : wallets.of(caution.customer())) {
            var about = "caution:%s:%d".formatted(account.id(), caution.until().getEpochSecond());
            var order = Order.of(about, step, new Instruction.Limit(account.id(), aDay));
            if (ledger.book(order) instanceof Outcome.Refused(var reason)) {
                throw new IllegalStateException("The books set no limit: " + reason);
            }
        }
    }
}
