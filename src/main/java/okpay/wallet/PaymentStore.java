package okpay.wallet;

import static okpay.database.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.CustomerId;
import okpay.ledger.HoldId;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Looks payments and their steps up; [Entries] writes them.
@Component
class PaymentStore {

    static final String SELECT =
            """
            select id, kind, customer, payee, payee_ref, payee_name, amount, currency, note, state,
                   hold, bank_said, bank_reason, asked, ahead, at, moved_at, version, client_key
            from wallet.payment
            """;

    private final JdbcClient jdbc;

    PaymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Payment> find(PaymentId id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id.uuid())
                .query(PaymentStore::row)
                .optional();
    }

    List<Payment> findAll(Collection<PaymentId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SELECT + " where id = any(:ids::uuid[])")
                        .param("ids", texts(ids, PaymentId::uuid))
                        .query(PaymentStore::row)
                        .list();
    }

    /// A customer's payments, made and received, newest first.
    List<Payment> list(CustomerId customer, Payments.Filter filter, int most) {
        var sql = new StringBuilder(SELECT + " where (customer = :me or payee = :me)");
        filter.state().ifPresent(_ -> sql.append(" and state = :state"));
        filter.before().ifPresent(_ -> sql.append(" and (at, id) < (:at, :last)"));
        if (!filter.text().isBlank()) {
            sql.append(" and (payee_name ilike :text or note ilike :text)");
        }
        var query =
                jdbc.sql(sql + " order by at desc, id desc limit :most")
                        .param("me", customer.uuid())
                        .param("most", most);
        if (filter.state().isPresent()) {
            query = query.param("state", filter.state().get().name());
        }
        if (filter.before().isPresent()) {
            var last = find(filter.before().get());
            query =
                    query.param("at", Timestamp.from(last.map(Payment::at).orElse(Instant.EPOCH)))
                            .param("last", filter.before().get().uuid());
        }
        if (!filter.text().isBlank()) {
            query = query.param("text", "%" + escaped(filter.text().strip()) + "%");
        }
        return query.query(PaymentStore::row).list();
    }

    boolean hasSent(CustomerId customer, CustomerId payee) {
        return jdbc.sql(
                        """
                        select exists (select 1 from wallet.payment
                            where customer = :customer and payee = :payee and state = 'SUCCEEDED')
                        """)
                .param("customer", customer.uuid())
                .param("payee", payee.uuid())
                .query(Boolean.class)
                .single();
    }

    /// Whether a payment of this kind to this account ever arrived.
    boolean hasPaid(Payment payment) {
        return jdbc.sql(
                        """
                        select exists (select 1 from wallet.payment
                            where customer = :customer and kind = :kind and payee_ref = :ref
                              and state = 'SUCCEEDED')
                        """)
                .param("customer", payment.customer().uuid())
                .param("kind", payment.kind().name())
                .param("ref", payment.payeeRef())
                .query(Boolean.class)
                .single();
    }

    /// Payments of the same amount to the same payee, close in time.
    List<Payment> like(Payment payment, Instant from, Instant to) {
        return jdbc.sql(
                        SELECT
                                + " where customer = :customer and id <> :id and amount = :amount"
                                + " and currency = :currency and payee_ref = :ref"
                                + " and payee is not distinct from :payee"
                                + " and at between :from and :to order by at limit 10")
                .param("customer", payment.customer().uuid())
                .param("id", payment.id().uuid())
                .param("amount", payment.amount().minor())
                .param("currency", payment.amount().currency().getCurrencyCode())
                .param("ref", payment.payeeRef())
                .param("payee", payment.payee().map(CustomerId::uuid).orElse(null))
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query(PaymentStore::row)
                .list();
    }

    /// Takes payments the bank must be asked about; each is pushed ahead, so that nobody else takes
    /// it.
    List<PaymentId> dueToAsk(Instant now, Instant pushedTo, int most) {
        return jdbc.sql(
                        """
                        update wallet.payment set ask_at = :later where id in (
                            select id from wallet.payment where ask_at <= :now
                            order by ask_at limit :most for update skip locked)
                        returning id
                        """)
                .param("later", Timestamp.from(pushedTo))
                .param("now", Timestamp.from(now))
                .param("most", most)
                .query((row, n) -> new PaymentId(row.getObject("id", UUID.class)))
                .list();
    }

    Optional<Instant> validUntil(PaymentId id) {
        return jdbc.sql("select valid_until from wallet.payment where id = :id")
                .param("id", id.uuid())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    List<Payments.Step> steps(PaymentId id) {
        return jdbc.sql(
                        "select state, why, at from wallet.payment_step where payment = :id order by n")
                .param("id", id.uuid())
                .query((row, n) ->
                        new Payments.Step(
                                PaymentState.valueOf(row.getString("state")),
                                row.getString("why"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    static Payment row(ResultSet row, int n) throws SQLException {
        return new Payment(
                new PaymentId(row.getObject("id", UUID.class)),
                PaymentKind.valueOf(row.getString("kind")),
                new CustomerId(row.getObject("customer", UUID.class)),
                Optional.ofNullable(row.getObject("payee", UUID.class)).map(CustomerId::new),
                row.getString("payee_ref"),
                row.getString("payee_name"),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("note"),
                PaymentState.valueOf(row.getString("state")),
                Optional.of(new HoldId(row.getLong("hold"))).filter(hold -> hold.position() != 0),
                row.getString("bank_said"),
                row.getString("bank_reason"),
                row.getInt("asked"),
                row.getBoolean("ahead"),
                row.getTimestamp("at").toInstant(),
                row.getTimestamp("moved_at").toInstant(),
                row.getInt("version"));
    }
}
