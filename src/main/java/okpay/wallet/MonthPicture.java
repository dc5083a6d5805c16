package okpay.wallet;

import java.sql.Timestamp;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import okpay.identity.CustomerId;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Where a customer's money went in a month, and where it came from.
@Component
public class MonthPicture {

    private final JdbcClient jdbc;

    MonthPicture(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One part of it.
    ///
    /// @param category a shop's, or `SEND`, `ABROAD`, `WITHDRAW`, `TOP_UP`, `RECEIVED`
    /// @param share of what went out, or came in, in percent
    public record Part(String category, Money sum, long payments, long share, boolean incoming) {}

    /// What was paid and received in a month, without what came back or never happened; the largest
    /// first.
    @Transactional(readOnly = true)
    public List<Part> of(CustomerId customer, YearMonth month, ZoneId zone, Currency currency) {
        return jdbc.sql(
                        """
                        with mine as (
                            select case when p.kind in ('SHOP', 'BILL', 'MERCHANT')
                                        then coalesce(s.category, 'test')
                                        when p.kind = 'PARCEL' then 'SEND' else p.kind end as category,
                                   p.kind = 'TOP_UP' as incoming, p.amount - p.refunded as minor
                            from wallet.payment p
                            left join wallet.shop s on s.code = p.payee_ref
                            where p.customer = :customer and p.at >= :from and p.at < :to
                              and p.currency = :currency and p.state in ('SUCCEEDED', 'REFUNDED')
                            union all
                            select 'RECEIVED', true, amount - refunded from wallet.payment
                            where payee = :customer and at >= :from and at < :to
                              and currency = :currency and state = 'SUCCEEDED'),
                        summed as (
                            select category, incoming, sum(minor)::bigint as minor,
                                   count(*) as payments
                            from mine where minor > 0 group by category, incoming)
                        select *, round(100 * minor / sum(minor) over (partition by incoming))
                            ::bigint as share
                        from summed order by incoming, minor desc
                        """)
                .param("customer", customer.uuid())
                .param("from", Timestamp.from(month.atDay(1).atStartOfDay(zone).toInstant()))
                .param(
                        "to",
                        Timestamp.from(month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant()))
                .param("currency", currency.getCurrencyCode())
                .query((row, n) ->
                        new Part(
                                row.getString("category"),
                                new Money(row.getLong("minor"), currency),
                                row.getLong("payments"),
                                row.getLong("share"),
                                row.getBoolean("incoming")))
                .list();
    }
}
