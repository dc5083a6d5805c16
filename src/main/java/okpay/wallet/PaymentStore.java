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
import okpay.money.Amounts;
import okpay.money.Money;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Looks payments and their steps up; [Entries] writes them.
@Component
class PaymentStore {

    static final String SELECT =
            """
            select id, kind, customer, payee, payee_ref, payee_name, amount, refunded,
                   contested, currency, note, state,
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

    /// How many of somebody's payments one look goes through for what is searched.
    static final int WINDOW = 10_000;

    /// A customer's payments, made and received, newest first. What is searched for is looked for
    /// among the next [#WINDOW]: a page answers at once however many there are.
    Payments.Found list(CustomerId customer, Payments.Filter filter, int most) {
        boolean isSearch =
                filter.state().isPresent() || filter.kind().isPresent() || !filter.text().isBlank();
        int window = isSearch ? WINDOW : most + 1;
        var before = filter.before().flatMap(this::find);
        var wanted = new StringBuilder("true");
        filter.state().ifPresent(_ -> wanted.append(" and state = :state"));
        filter.kind().ifPresent(_ -> wanted.append(" and kind = :kind"));
        if (!filter.text().isBlank()) {
            wanted.append(" and (payee_name ilike :text or note ilike :text or amount = :sum)");
        }
        var rest =
                "select * from newest where " + wanted + " order by at desc, id desc limit :most";
        var found =
                look(rest, customer, filter, before, window)
                        .param("state", filter.state().map(Enum::name).orElse(""))
                        .param("kind", filter.kind().map(Enum::name).orElse(""))
                        .param("sum", sum(filter.text()))
                        .param("text", "%" + escaped(filter.text().strip()) + "%")
                        .param("most", most + 1)
                        .query(PaymentStore::row)
                        .list();
        if (found.size() > most) {
            var page = found.subList(0, most);
            return new Payments.Found(page, Optional.of(page.getLast().id()));
        }
        return new Payments.Found(
                found, isSearch ? end(customer, filter, before) : Optional.empty());
    }

    /// What is typed may be an amount; none is negative.
    private static long sum(String text) {
        return Amounts.read(text, Wallets.HOME) instanceof Amounts.Read(var money)
                ? money.minor()
                : -1;
    }

    /// The last one a look went through; empty when there are no more.
    private Optional<PaymentId> end(
            CustomerId customer, Payments.Filter filter, Optional<Payment> before) {
        var rest = "select id from newest order by at desc, id desc limit 1 offset :last";
        return look(rest, customer, filter, before, WINDOW)
                .param("last", WINDOW - 1)
                .query((row, n) -> new PaymentId(row.getObject("id", UUID.class)))
                .optional();
    }

    private JdbcClient.StatementSpec look(
            String rest,
            CustomerId customer,
            Payments.Filter filter,
            Optional<Payment> before,
            int window) {
        return jdbc.sql(newest(filter, before) + rest)
                .param("me", customer.uuid())
                .param("window", window)
                .param("since", filter.since().map(Timestamp::from).orElse(null))
                .param("until", filter.until().map(Timestamp::from).orElse(null))
                .param("at", before.map(Payment::at).map(Timestamp::from).orElse(null))
                .param("id", before.map(it -> it.id().uuid()).orElse(null));
    }

    /// Two walks along two indexes, laid together: nobody pays themselves.
    private static String newest(Payments.Filter filter, Optional<Payment> before) {
        var older =
                (before.isPresent() ? " and (at, id) < (:at::timestamptz, :id::uuid)" : "")
                        + (filter.since().isPresent() ? " and at >= :since::timestamptz" : "")
                        + (filter.until().isPresent() ? " and at < :until::timestamptz" : "");
        var side =
                "("
                        + SELECT
                        + " where %s = :me"
                        + older
                        + " order by at desc, id desc limit :window)";
        return "with newest as materialized (select * from ("
                + side.formatted("customer")
                + " union all "
                + side.formatted("payee")
                + ") both_sides order by at desc, id desc limit :window) ";
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

    /// Payments of a shop that has its money here, newest first.
    Payments.Found takenBy(String code, Optional<PaymentId> before, int most) {
        var from =
                before.isPresent()
                        ? " and (at, id) < (select at, id from wallet.payment where id = :before)"
                        : "";
        var found =
                jdbc.sql(
                                SELECT
                                        + " where kind = 'MERCHANT' and payee_ref = :code"
                                        + from
                                        + " order by at desc, id desc limit :most")
                        .param("code", code)
                        .param("before", before.map(PaymentId::uuid).orElse(null))
                        .param("most", most + 1)
                        .query(PaymentStore::row)
                        .list();
        return found.size() > most
                ? new Payments.Found(found.subList(0, most), Optional.of(found.get(most - 1).id()))
                : new Payments.Found(found, Optional.empty());
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

    /// Minor units.
    long contestedOf(String shop, Currency currency) {
        return jdbc.sql(
                        """
                        select coalesce(sum(contested), 0)::bigint from wallet.payment
                        where kind = 'MERCHANT' and payee_ref = :shop and currency = :currency
                          and contested > 0
                        """)
                .param("shop", shop)
                .param("currency", currency.getCurrencyCode())
                .query(Long.class)
                .single();
    }

    void accepted(PaymentId id, CustomerId payee) {
        jdbc.sql(
                        """
                        update wallet.payment set payee = :payee
                        where id = :id and kind = 'PARCEL' and payee is null
                        """)
                .param("id", id.uuid())
                .param("payee", payee.uuid())
                .update();
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
                .param("most", most + 1)
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
        var currency = Currency.getInstance(row.getString("currency"));
        return new Payment(
                new PaymentId(row.getObject("id", UUID.class)),
                PaymentKind.valueOf(row.getString("kind")),
                new CustomerId(row.getObject("customer", UUID.class)),
                Optional.ofNullable(row.getObject("payee", UUID.class)).map(CustomerId::new),
                row.getString("payee_ref"),
                row.getString("payee_name"),
                new Money(row.getLong("amount"), currency),
                new Money(row.getLong("refunded"), currency),
                new Money(row.getLong("contested"), currency),
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
