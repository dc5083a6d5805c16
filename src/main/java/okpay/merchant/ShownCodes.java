package okpay.merchant;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import okpay.id.Digests;
import okpay.identity.CustomerId;
import okpay.wallet.ShopId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Codes that customers show to a shop: a new one every minute, each good for one bill, which the
/// customer still has to let happen. Kept as hashes.
@Component
public class ShownCodes {

    private static final int DIGITS = 16;
    private static final int TRIES_AN_HOUR = 60;

    private final JdbcClient jdbc;
    private final MerchantSettings settings;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    ShownCodes(JdbcClient jdbc, MerchantSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param digits 18 of them, the first two `28`
    public record Shown(String digits, Instant until) {

        /// Whoever knows them can put a bill before the customer.
        @Override
        public String toString() {
            return "a code until " + until;
        }
    }

    /// A fresh code. The one before is good until its own minute is over: a shop may just have
    /// scanned it.
    @Transactional
    public Shown show(CustomerId customer) {
        var digits = new StringBuilder("28");
        for (int i = 0; i < DIGITS; i++) {
            digits.append(chance.nextInt(10));
        }
        var until = clock.instant().plus(settings.codeLasts());
        jdbc.sql(
                        """
                        insert into merchant.shown_code (hash, customer, until)
                        values (:hash, :customer, :until)
                        """)
                .param("hash", Digests.sha256(digits.toString()))
                .param("customer", customer.uuid())
                .param("until", Timestamp.from(until))
                .update();
        return new Shown(digits.toString(), until);
    }

    /// Who shows this code; from now on nobody does. In the caller's transaction.
    Optional<CustomerId> take(ShopId shop, String typed) {
        var digits = typed.replaceAll("\\s", "");
        if (!digits.matches("[0-9]{18}") || triesOf(shop) >= TRIES_AN_HOUR) {
            return Optional.empty();
        }
        var customer =
                jdbc.sql(
                                """
                                delete from merchant.shown_code
                                where hash = :hash and until > :now returning customer
                                """)
                        .param("hash", Digests.sha256(digits))
                        .param("now", Timestamp.from(clock.instant()))
                        .query((row, n) -> new CustomerId(row.getObject("customer", UUID.class)))
                        .optional();
        if (customer.isEmpty()) {
            jdbc.sql("insert into merchant.code_try (shop, at) values (:shop, :now)")
                    .param("shop", shop.uuid())
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
        return customer;
    }

    private long triesOf(ShopId shop) {
        return jdbc.sql("select count(*) from merchant.code_try where shop = :shop and at > :then")
                .param("shop", shop.uuid())
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
                .query(Long.class)
                .single();
    }

    /// What is over is not kept.
    @Scheduled(fixedDelayString = "${okpay.merchant.forget-every:PT10M}")
    @Transactional
    public void forget() {
        var now = Timestamp.from(clock.instant());
        jdbc.sql("delete from merchant.shown_code where until < :now").param("now", now).update();
        jdbc.sql("delete from merchant.code_try where at < :then")
                .param("then", Timestamp.from(clock.instant().minus(Duration.ofHours(1))))
                .update();
    }
}
