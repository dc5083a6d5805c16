package okpay.wallet;

import static okpay.database.Columns.ints;
import static okpay.database.Columns.longs;
import static okpay.database.Columns.texts;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okpay.database.Grouped;
import okpay.identity.CustomerId;
import okpay.identity.TierRaised;
import okpay.ledger.Instruction;
import okpay.ledger.Ledger;
import okpay.ledger.Order;
import okpay.ledger.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// What customers have paid to others, against what their tier allows ([TierLimits]). Written with
/// each payment, in the books' own transaction, so that no two payments at once go over it.
@Component
class Spending {

    private final JdbcClient jdbc;
    private final Wallets wallets;
    private final Ledger ledger;
    private final Grouped<Purse, Long> known;

    Spending(JdbcClient jdbc, Wallets wallets, Ledger ledger) {
        this.jdbc = jdbc;
        this.wallets = wallets;
        this.ledger = ledger;
        this.known = new Grouped<>("spending", Duration.ZERO, this::load);
    }

    /// Where a payment is counted, and the most that may be there.
    record Count(int bucket, long most) {}

    /// With this one, a customer would have paid more than their tier allows.
    static final class OverTier extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// @param most of each payment's bucket
    private record Counted(Payment payment, int bucket, long most) {}

    static @Nullable Count count(Payment payment, TierLimits limits) {
        return payment.kind().isPaidToOthers() && limits.most() != Long.MAX_VALUE
                ? new Count(limits.bucket(payment.at()), limits.most())
                : null;
    }

    /// Whether it is over what the tier allows, as far as was known a moment ago; [#add] knows for
    /// sure. So that who is at the limit does not trouble the books.
    boolean isOver(Payment payment, TierLimits limits) {
        var count = count(payment, limits);
        if (count == null) {
            return false;
        }
        var key = new Purse(payment.customer(), payment.amount().currency(), count.bucket());
        long spent = known.find(key).orElse(0L);
        return spent > count.most() - payment.amount().minor();
    }

    private record Purse(CustomerId customer, Currency currency, int bucket) {}

    private Map<Purse, Long> load(List<Purse> purses) {
        var found = new HashMap<Purse, Long>();
        jdbc.sql(
                        """
                        select customer, currency, bucket, minor from wallet.spending
                        join unnest(:customers::uuid[], :currencies::text[], :buckets::int[])
                          as n (customer, currency, bucket) using (customer, currency, bucket)
                        """)
                .param("customers", texts(purses, it -> it.customer().uuid()))
                .param("currencies", texts(purses, Purse::currency))
                .param("buckets", ints(purses, Purse::bucket))
                .query(row -> {
                    found.put(
                            new Purse(
                                    new CustomerId(row.getObject("customer", UUID.class)),
                                    Currency.getInstance(row.getString("currency")),
                                    row.getInt("bucket")),
                            row.getLong("minor"));
                });
        return found;
    }

    @PreDestroy
    void close() {
        known.close();
    }

    /// Counts payments that begin. In the caller's transaction.
    ///
    /// @throws OverTier when one is too many; then nothing may be written
    void add(Collection<Entries.Begun> begun) {
        var counted =
                begun.stream()
                        .filter(one -> one.count() != null)
                        .map(one ->
                                new Counted(
                                        one.payment(), one.count().bucket(), one.count().most()))
                        .toList();
        if (counted.isEmpty()) {
            return;
        }
        // A statement with this inside does not see its own rows: the sum comes back from it.
        boolean isOver =
                jdbc.sql(
                                """
                                with asked as (
                                    select customer, currency, bucket, sum(minor)::bigint as minor,
                                        min(most) as most
                                    from unnest(:customers::uuid[], :currencies::text[],
                                        :buckets::int[], :minors::bigint[], :most::bigint[])
                                      as n (customer, currency, bucket, minor, most)
                                    group by customer, currency, bucket),
                                added as (
                                    insert into wallet.spending as s
                                        (customer, currency, bucket, minor)
                                    select customer, currency, bucket, minor from asked
                                    order by customer, currency, bucket
                                    on conflict (customer, currency, bucket)
                                    do update set minor = s.minor + excluded.minor
                                    returning s.customer, s.currency, s.bucket, s.minor)
                                select count(*) > 0 from added
                                join asked using (customer, currency, bucket)
                                where added.minor > asked.most
                                """)
                        .param("customers", texts(counted, it -> it.payment().customer().uuid()))
                        .param("currencies", texts(counted, it -> it.payment().amount().currency()))
                        .param("buckets", ints(counted, Counted::bucket))
                        .param("minors", longs(counted, it -> it.payment().amount().minor()))
                        .param("most", longs(counted, Counted::most))
                        .query(Boolean.class)
                        .single();
        if (isOver) {
            throw new OverTier();
        }
    }

    /// What was not paid after all does not count. In the caller's transaction.
    void giveBack(List<Payment> failed) {
        if (failed.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update wallet.spending s set minor = s.minor - back.minor
                        from (select customer, currency, bucket, sum(amount)::bigint as minor
                              from wallet.payment
                              where id = any(:ids::uuid[]) and bucket is not null
                              group by customer, currency, bucket) back
                        where s.customer = back.customer and s.currency = back.currency
                          and s.bucket = back.bucket
                        """)
                .param("ids", texts(failed, payment -> payment.id().uuid()))
                .update();
    }

    /// Who is known better may pay more a day, unless their money leaves with care just now: then
    /// the end of that care sets it ([Cautions]). News may come twice.
    @Async
    @TransactionalEventListener
    void on(TierRaised news) {
        if (wallets.isCautious(news.customer())) {
            return;
        }
        var about = "tier:%s".formatted(news.customer());
        for (var account : wallets.of(news.customer())) {
            var step = news.tier() + "-" + account.id().number();
            var limit = new Instruction.Limit(account.id(), wallets.aDay(news.customer()));
            if (ledger.book(Order.of(about, step, limit)) instanceof Outcome.Refused(var reason)) {
                throw new IllegalStateException("The books set no limit: " + reason);
            }
        }
    }
}
