package okpay.wallet;

import static okpay.database.Columns.texts;

import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import okpay.database.Grouped;
import okpay.identity.CustomerId;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What became of earlier tries to pay, by the key the payer's device gave them.
@Component
class Tries {

    private final JdbcClient jdbc;
    private final Grouped<Try, Earlier> tries;

    Tries(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.tries = new Grouped<>("tries", Duration.ZERO, this::load);
    }

    record Try(CustomerId customer, String clientKey) {}

    /// A payment, or the reason why there is none.
    record Earlier(Optional<Payment> payment, Optional<Attempt.Reason> refusal) {}

    Optional<Earlier> find(Try one) {
        return tries.find(one);
    }

    private Map<Try, Earlier> load(List<Try> asked) {
        var customers = texts(asked, it -> it.customer().uuid());
        var keys = texts(asked, Try::clientKey);
        var found = new HashMap<Try, Earlier>();
        jdbc.sql(
                        """
                        select r.customer, r.client_key, r.reason
                        from unnest(:customers::uuid[], :keys::text[]) as a (customer, client_key)
                        join wallet.refusal r
                          on r.customer = a.customer and r.client_key = a.client_key
                        """)
                .param("customers", customers)
                .param("keys", keys)
                .query(
                        (RowCallbackHandler)
                                row -> {
                                    var reason = Attempt.Reason.valueOf(row.getString("reason"));
                                    found.put(
                                            key(row),
                                            new Earlier(Optional.empty(), Optional.of(reason)));
                                });
        jdbc.sql(
                        PaymentStore.SELECT
                                + """
                                p join unnest(:customers::uuid[], :keys::text[])
                                    as a (payer, asked_key)
                                on p.customer = a.payer and p.client_key = a.asked_key
                                """)
                .param("customers", customers)
                .param("keys", keys)
                .query(
                        (RowCallbackHandler)
                                row -> {
                                    var payment = PaymentStore.row(row, 0);
                                    found.put(
                                            key(row),
                                            new Earlier(Optional.of(payment), Optional.empty()));
                                });
        return found;
    }

    /// What was refused stays refused under its key.
    void keepRefusals(List<Entries.Begun> refused, List<String> reasons) {
        if (refused.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into wallet.refusal (customer, client_key, reason, at)
                        select * from unnest(:customers::uuid[], :keys::text[], :reasons::text[],
                                             :ats::timestamptz[])
                        on conflict do nothing
                        """)
                .param("customers", texts(refused, one -> one.payment().customer().uuid()))
                .param("keys", texts(refused, Entries.Begun::clientKey))
                .param("reasons", texts(reasons, reason -> reason))
                .param("ats", texts(refused, one -> one.payment().at()))
                .update();
    }

    private static Try key(ResultSet row) throws SQLException {
        return new Try(
                new CustomerId(row.getObject("customer", UUID.class)), row.getString("client_key"));
    }

    @PreDestroy
    void close() {
        tries.close();
    }
}
