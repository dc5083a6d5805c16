package okpay.bills;

import static okpay.database.Columns.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.identity.CustomerId;
import okpay.money.Money;
import okpay.wallet.PaymentId;
import okpay.wallet.Wallets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of bills and of accounts at billers.
@Component
class BillStore {

    private static final String SELECT =
            "select id, customer, biller, reference, holder, most from bills.account ";

    private final JdbcClient jdbc;

    BillStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    BillAccount add(
            CustomerId customer, String biller, String reference, String holder, Instant now) {
        return jdbc.sql(
                        """
                        insert into bills.account as a
                            (id, customer, biller, reference, holder, added_at)
                        values (:id, :customer, :biller, :reference, :holder, :now)
                        on conflict (customer, biller, reference) do update
                        set holder = coalesce(nullif(excluded.holder, ''), a.holder), removed_at = null,
                            most = case when a.removed_at is null then a.most end
                        returning id, customer, biller, reference, holder, most
                        """)
                .param("id", BillAccountId.next().uuid())
                .param("customer", customer.uuid())
                .param("biller", biller)
                .param("reference", reference)
                .param("holder", holder)
                .param("now", Timestamp.from(now))
                .query(BillStore::account)
                .single();
    }

    List<BillAccount> accounts(CustomerId customer) {
        return jdbc.sql(
                        SELECT
                                + "where customer = :customer and removed_at is null"
                                + " order by added_at, id")
                .param("customer", customer.uuid())
                .query(BillStore::account)
                .list();
    }

    Optional<BillAccount> account(BillAccountId id) {
        return jdbc.sql(SELECT + "where id = :id and removed_at is null")
                .param("id", id.uuid())
                .query(BillStore::account)
                .optional();
    }

    void remove(BillAccountId id, Instant now) {
        jdbc.sql("update bills.account set removed_at = :now, most = null where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", id.uuid())
                .update();
    }

    void standing(BillAccountId id, Optional<Money> most) {
        jdbc.sql("update bills.account set most = :most where id = :id")
                .param("most", most.map(Money::minor).orElse(null))
                .param("id", id.uuid())
                .update();
    }

    /// Takes accounts nobody has looked at today.
    List<BillAccount> toLookAt(LocalDate today, int most) {
        return jdbc.sql(
                        """
                        update bills.account set looked_on = :today where id in (
                            select id from bills.account
                            where removed_at is null and (looked_on is null or looked_on < :today)
                            order by id limit :most for update skip locked)
                        returning id, customer, biller, reference, holder, most
                        """)
                .param("today", today)
                .param("most", most)
                .query(BillStore::account)
                .list();
    }

    /// These are looked at once more today.
    void lookAgain(Collection<BillAccountId> ids) {
        jdbc.sql("update bills.account set looked_on = null where id = any(:ids::uuid[])")
                .param("ids", texts(ids, BillAccountId::uuid))
                .update();
    }

    /// Whether a customer may ask about one more account today; counted.
    boolean mayAsk(CustomerId customer, Instant now, Instant since, int most) {
        return jdbc.sql(
                                """
                                insert into bills.try (customer, at) select :customer, :now
                                where (select count(*) from bills.try
                                       where customer = :customer and at > :since) < :most
                                """)
                        .param("customer", customer.uuid())
                        .param("now", Timestamp.from(now))
                        .param("since", Timestamp.from(since))
                        .param("most", most)
                        .update()
                == 1;
    }

    /// A try to pay a bill.
    ///
    /// @param payment may not exist yet
    record Claim(PaymentId payment, Instant at) {}

    Optional<Claim> claim(Bill bill) {
        return jdbc.sql(
                        """
                        select payment, claimed_at from bills.bill
                        where biller = :biller and number = :number and payment is not null
                        """)
                .param("biller", bill.biller())
                .param("number", bill.number())
                .query((row, n) ->
                        new Claim(
                                new PaymentId(row.getObject("payment", UUID.class)),
                                row.getTimestamp("claimed_at").toInstant()))
                .optional();
    }

    /// Claims a bill for a payment, unless somebody else did meanwhile.
    boolean claim(Bill bill, Optional<Claim> before, PaymentId payment, Instant now) {
        jdbc.sql(
                        """
                        insert into bills.bill (biller, number, reference, amount, currency, due)
                        values (:biller, :number, :reference, :amount, :currency, :due)
                        on conflict (biller, number) do nothing
                        """)
                .param("biller", bill.biller())
                .param("number", bill.number())
                .param("reference", bill.reference())
                .param("amount", bill.amount().minor())
                .param("currency", bill.amount().currency().getCurrencyCode())
                .param("due", bill.due())
                .update();
        return jdbc.sql(
                                """
                                update bills.bill set payment = :payment, claimed_at = :now, told = false,
                                    tell_at = null
                                where biller = :biller and number = :number
                                  and payment is not distinct from :before
                                """)
                        .param("payment", payment.uuid())
                        .param("now", Timestamp.from(now))
                        .param("biller", bill.biller())
                        .param("number", bill.number())
                        .param("before", before.map(it -> it.payment().uuid()).orElse(null))
                        .update()
                == 1;
    }

    /// Nothing was paid under this number.
    void free(PaymentId payment) {
        jdbc.sql("update bills.bill set payment = null, claimed_at = null where payment = :payment")
                .param("payment", payment.uuid())
                .update();
    }

    /// A bill and what pays it.
    record Paying(Bill bill, PaymentId payment) {}

    /// Those whose billers have not heard of a payment.
    List<Paying> toTell(int most) {
        return jdbc.sql(
                        """
                        select biller, number, reference, amount, currency, due, payment
                        from bills.bill where payment is not null and not told
                        order by tell_at nulls first, claimed_at limit :most
                        """)
                .param("most", most)
                .query((row, n) ->
                        new Paying(bill(row), new PaymentId(row.getObject("payment", UUID.class))))
                .list();
    }

    void tellLater(Bill bill, Instant now) {
        jdbc.sql("update bills.bill set tell_at = :now where biller = :biller and number = :number")
                .param("now", Timestamp.from(now))
                .param("biller", bill.biller())
                .param("number", bill.number())
                .update();
    }

    void told(Bill bill) {
        jdbc.sql("update bills.bill set told = true where biller = :biller and number = :number")
                .param("biller", bill.biller())
                .param("number", bill.number())
                .update();
    }

    /// @return true the first time
    boolean reminded(CustomerId customer, Bill bill, String kind, Instant now) {
        return jdbc.sql(
                                """
                                insert into bills.reminder (customer, biller, number, kind, at)
                                values (:customer, :biller, :number, :kind, :now)
                                on conflict do nothing
                                """)
                        .param("customer", customer.uuid())
                        .param("biller", bill.biller())
                        .param("number", bill.number())
                        .param("kind", kind)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    private static Bill bill(ResultSet row) throws SQLException {
        return new Bill(
                row.getString("biller"),
                row.getString("number"),
                row.getString("reference"),
                new Money(row.getLong("amount"), Currency.getInstance(row.getString("currency"))),
                row.getObject("due", LocalDate.class));
    }

    private static BillAccount account(ResultSet row, int n) throws SQLException {
        long most = row.getLong("most");
        return new BillAccount(
                new BillAccountId(row.getObject("id", UUID.class)),
                new CustomerId(row.getObject("customer", UUID.class)),
                row.getString("biller"),
                row.getString("reference"),
                row.getString("holder"),
                most == 0 ? Optional.empty() : Optional.of(new Money(most, Wallets.HOME)));
    }
}
