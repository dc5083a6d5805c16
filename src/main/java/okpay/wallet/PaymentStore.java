package okpay.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import okpay.identity.CustomerId;
import okpay.ledger.HoldId;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of payments and their steps.
@Component
class PaymentStore {

    private static final String SELECT =
            """
            select id, kind, customer, payee, payee_ref, payee_name, amount, currency, note, state,
                   hold, bank_said, asked, ahead, at, moved_at
            from wallet.payment
            """;

    private final JdbcClient jdbc;

    PaymentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return false when this customer used the client's key before
    boolean insert(Payment payment, String clientKey, @Nullable Instant validUntil) {
        return insertAll(List.of(payment), List.of(clientKey), validUntil) == 1;
    }

    int insertAll(List<Payment> payments, List<String> clientKeys, @Nullable Instant validUntil) {
        var rows = new Rows(payments);
        return jdbc.sql(
                        """
                        insert into wallet.payment (id, kind, customer, client_key, payee,
                            payee_ref, payee_name, amount, currency, note, state, captured,
                            at, moved_at, ask_at, valid_until)
                        select id, kind, customer, client_key, payee, payee_ref, payee_name,
                            amount, currency, note, state,
                            case when state in ('SUCCEEDED', 'REFUNDED') then amount else 0 end,
                            at, moved_at,
                            case when state = 'HELD' then :until::timestamptz end,
                            :until::timestamptz
                        from unnest(:ids::uuid[], :kinds::text[], :customers::uuid[],
                            :keys::text[], :payees::uuid[], :refs::text[], :names::text[],
                            :amounts::bigint[], :currencies::text[], :notes::text[],
                            :states::text[], :ats::timestamptz[], :moved::timestamptz[])
                          as n (id, kind, customer, client_key, payee, payee_ref, payee_name,
                                amount, currency, note, state, at, moved_at)
                        on conflict (customer, client_key) do nothing
                        """)
                .param("until", validUntil == null ? null : Timestamp.from(validUntil))
                .param("ids", rows.of(payment -> payment.id().uuid()))
                .param("kinds", rows.of(Payment::kind))
                .param("customers", rows.of(payment -> payment.customer().uuid()))
                .param("keys", clientKeys.toArray(String[]::new))
                .param("payees", rows.payees())
                .param("refs", rows.of(Payment::payeeRef))
                .param("names", rows.of(Payment::payeeName))
                .param("amounts", rows.of(payment -> payment.amount().minor()))
                .param("currencies", rows.of(payment -> payment.amount().currency()))
                .param("notes", rows.of(Payment::note))
                .param("states", rows.of(Payment::state))
                .param("ats", rows.of(Payment::at))
                .param("moved", rows.of(Payment::movedAt))
                .update();
    }

    Optional<Payment> find(PaymentId id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id.uuid())
                .query(PaymentStore::row)
                .optional();
    }

    Optional<Payment> locked(PaymentId id) {
        return jdbc.sql(SELECT + " where id = :id for update")
                .param("id", id.uuid())
                .query(PaymentStore::row)
                .optional();
    }

    Optional<Payment> byClientKey(CustomerId customer, String clientKey) {
        return jdbc.sql(SELECT + " where customer = :customer and client_key = :key")
                .param("customer", customer.uuid())
                .param("key", clientKey)
                .query(PaymentStore::row)
                .optional();
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

    void setHold(PaymentId id, HoldId hold) {
        jdbc.sql("update wallet.payment set hold = :hold where id = :id")
                .param("hold", hold.uuid())
                .param("id", id.uuid())
                .update();
    }

    /// Writes the new state, and the step that led to it where there is something new to tell.
    void move(Payment payment, Optional<String> why, @Nullable Instant askAt, Instant now) {
        boolean taken =
                payment.state() == PaymentState.SUCCEEDED
                        || payment.state() == PaymentState.REFUNDED;
        jdbc.sql(
                        """
                        update wallet.payment set state = :state, bank_said = :said, asked = :asked,
                            ahead = :ahead, ask_at = :askAt, moved_at = :now,
                            captured = case when :taken then amount else captured end,
                            refunded = case when :state = 'REFUNDED' and state <> 'REFUNDED'
                                then refunded + amount else refunded end
                        where id = :id
                        """)
                .param("state", payment.state().name())
                .param("said", payment.bankSaid())
                .param("asked", payment.asked())
                .param("ahead", payment.ahead())
                .param("askAt", askAt == null ? null : Timestamp.from(askAt))
                .param("now", Timestamp.from(now))
                .param("taken", taken)
                .param("id", payment.id().uuid())
                .update();
        why.ifPresent(reason -> step(payment.id(), payment.state(), reason, now));
    }

    void step(PaymentId id, PaymentState state, String why, Instant now) {
        jdbc.sql(
                        """
                        insert into wallet.payment_step (payment, n, state, why, at)
                        select :id, coalesce(max(n), 0) + 1, :state, :why, :now
                        from wallet.payment_step where payment = :id
                        """)
                .param("id", id.uuid())
                .param("state", state.name())
                .param("why", why)
                .param("now", Timestamp.from(now))
                .update();
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

    private record Rows(List<Payment> payments) {
        String[] of(Function<Payment, Object> part) {
            return payments.stream().map(part).map(Object::toString).toArray(String[]::new);
        }

        @Nullable String[] payees() {
            var all = new ArrayList<@Nullable String>();
            for (var payment : payments) {
                all.add(payment.payee().map(id -> id.uuid().toString()).orElse(null));
            }
            return all.toArray(String[]::new);
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static Payment row(ResultSet row, int n) throws SQLException {
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
                Optional.ofNullable(row.getObject("hold", UUID.class)).map(HoldId::new),
                row.getString("bank_said"),
                row.getInt("asked"),
                row.getBoolean("ahead"),
                row.getTimestamp("at").toInstant(),
                row.getTimestamp("moved_at").toInstant());
    }
}
