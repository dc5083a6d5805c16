package okpay.wallet;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import okpay.database.Turns;
import okpay.identity.CustomerId;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What one customer's payments add up to, and what was refused to them.
@Component
class Payers {

    private final JdbcClient jdbc;

    Payers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Lets one refund of a customer go on at a time, until the caller's transaction ends.
    void lock(CustomerId customer) {
        Turns.take(jdbc, "payer " + customer);
    }

    Money refundedSince(CustomerId customer, Currency currency, Instant since) {
        var minor =
                jdbc.sql(
                                """
                                select coalesce(sum(p.refunded), 0)::bigint from wallet.payment p
                                where p.customer = :customer and p.currency = :currency
                                  and exists (select 1 from wallet.payment_step s
                                      where s.payment = p.id and s.why = 'REFUNDED_AT_ONCE'
                                        and s.at > :since)
                                """)
                        .param("customer", customer.uuid())
                        .param("currency", currency.getCurrencyCode())
                        .param("since", Timestamp.from(since))
                        .query(Long.class)
                        .single();
        return new Money(minor, currency);
    }
}
