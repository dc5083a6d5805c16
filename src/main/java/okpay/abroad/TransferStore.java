package okpay.abroad;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import okpay.money.Money;
import okpay.wallet.PaymentId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Keeps transfers and the stages they went through.
@Component
class TransferStore {

    private final JdbcClient jdbc;
    private final Quotes quotes;
    private final Clock clock;

    TransferStore(JdbcClient jdbc, Quotes quotes, Clock clock) {
        this.jdbc = jdbc;
        this.quotes = quotes;
        this.clock = clock;
    }

    /// Written before there is a payment, and again while it was not let go: a wrong PIN, a
    /// corrected name.
    @Transactional
    void prepare(QuoteId quote, Beneficiary to, TransferPurpose purpose, String note) {
        jdbc.sql(
                        """
                        insert into abroad.transfer as t
                            (payment, name, account, bank, town, street, purpose, note, uetr)
                        values (:payment, :name, :account, :bank, :town, :street, :purpose, :note,
                            :uetr)
                        on conflict (payment) do update
                        set name = excluded.name, account = excluded.account, bank = excluded.bank,
                            town = excluded.town, street = excluded.street,
                            purpose = excluded.purpose, note = excluded.note
                        where not exists (select 1 from abroad.stage s where s.payment = t.payment)
                        """)
                .param("payment", quote.uuid())
                .param("name", to.name())
                .param("account", to.account())
                .param("bank", to.bank())
                .param("town", to.town())
                .param("street", to.street())
                .param("purpose", purpose.name())
                .param("note", note)
                .param("uetr", UUID.randomUUID())
                .update();
    }

    Optional<Transfer> find(PaymentId payment) {
        return quotes.of(payment).flatMap(quote -> find(payment, quote));
    }

    private Optional<Transfer> find(PaymentId payment, Quote quote) {
        return jdbc.sql(
                        """
                        select name, account, bank, town, street, purpose, note, uetr, returned
                        from abroad.transfer where payment = :payment
                        """)
                .param("payment", payment.uuid())
                .query((row, n) ->
                        new Transfer(
                                payment,
                                quote,
                                new Beneficiary(
                                        row.getString("name"),
                                        row.getString("account"),
                                        row.getString("bank"),
                                        row.getString("town"),
                                        row.getString("street")),
                                TransferPurpose.valueOf(row.getString("purpose")),
                                row.getString("note"),
                                row.getObject("uetr", UUID.class),
                                stages(payment),
                                Optional.of(row.getLong("returned"))
                                        .filter(minor -> minor > 0)
                                        .map(minor ->
                                                new Money(
                                                        minor, quote.offer().payout().currency()))))
                .optional();
    }

    /// Writes down a stage, unless it was heard before or comes too late to be true.
    @Transactional
    void reach(PaymentId payment, Stage.Kind kind, String reason) {
        jdbc.sql("select 1 from abroad.transfer where payment = :payment for update")
                .param("payment", payment.uuid())
                .query(Integer.class)
                .single();
        var so = stages(payment);
        boolean isNews =
                so.isEmpty()
                        || (kind.mayFollow(so.getLast().kind())
                                && !(so.getLast().kind() == kind
                                        && so.getLast().reason().equals(reason)));
        if (isNews) {
            jdbc.sql(
                            """
                            insert into abroad.stage (payment, n, kind, reason, at)
                            values (:payment, :n, :kind, :reason, :now)
                            """)
                    .param("payment", payment.uuid())
                    .param("n", so.size() + 1)
                    .param("kind", kind.name())
                    .param("reason", reason)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
    }

    /// How much came back; said once.
    @Transactional
    void returned(PaymentId payment, Money came) {
        jdbc.sql(
                        """
                        update abroad.transfer set returned = :came
                        where payment = :payment and returned is null
                        """)
                .param("came", came.minor())
                .param("payment", payment.uuid())
                .update();
    }

    private List<Stage> stages(PaymentId payment) {
        return jdbc.sql("select kind, reason, at from abroad.stage where payment = :id order by n")
                .param("id", payment.uuid())
                .query((row, n) ->
                        new Stage(
                                Stage.Kind.valueOf(row.getString("kind")),
                                row.getString("reason"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
