package okpay.wallet;

import static okpay.database.Columns.ints;
import static okpay.database.Columns.texts;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Writes how payments came to be as they are, step by step.
@Component
class PaymentSteps {

    private final JdbcClient jdbc;

    PaymentSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param n the version of the payment this step led to
    record Step(Payment payment, int n, String why, Instant at) {}

    void insert(List<Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into wallet.payment_step (payment, n, state, why, at)
                        select * from unnest(:payments::uuid[], :ns::int[], :states::text[],
                                             :whys::text[], :ats::timestamptz[])
                        """)
                .param("payments", texts(steps, step -> step.payment().id().uuid()))
                .param("ns", ints(steps, Step::n))
                .param("states", texts(steps, step -> step.payment().state()))
                .param("whys", texts(steps, Step::why))
                .param("ats", texts(steps, Step::at))
                .update();
    }
}
