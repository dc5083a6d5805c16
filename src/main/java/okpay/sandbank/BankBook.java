package okpay.sandbank;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the bank remembers: payees and how to treat them, payments and how they ended.
@Component
class BankBook {

    private final JdbcClient jdbc;
    private final Clock clock;

    BankBook(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Entry(
            String reference,
            String payee,
            long amount,
            String currency,
            String status,
            int asked) {}

    /// Money that somebody brought to OKPay's account at the bank; once for each reference.
    @Transactional
    void receive(String reference, long amount, String currency, Instant at) {
        jdbc.sql(
                        """
                        insert into sandbank.payment
                            (reference, payee, amount, currency, status, incoming, settled_at)
                        values (:reference, 'OKPAY', :amount, :currency, 'SUCCESS', true, :now)
                        on conflict do nothing
                        """)
                .param("reference", reference)
                .param("amount", amount)
                .param("currency", currency)
                .param("now", Timestamp.from(at))
                .update();
    }

    @Transactional
    void open(String currency, long amount) {
        jdbc.sql(
                        """
                        insert into sandbank.opening (currency, amount, at)
                        values (:currency, :amount, :now)
                        on conflict (currency)
                        do update set amount = excluded.amount, at = excluded.at
                        """)
                .param("currency", currency)
                .param("amount", amount)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    void misprint(String reference, Misprint what) {
        jdbc.sql(
                        """
                        insert into sandbank.misprint (reference, what) values (:reference, :what)
                        on conflict (reference) do update set what = excluded.what
                        """)
                .param("reference", reference)
                .param("what", what.name())
                .update();
    }

    @Transactional
    void behave(String payee, Behaviour behaviour) {
        jdbc.sql(
                        """
                        insert into sandbank.payee (id, behaviour) values (:payee, :behaviour)
                        on conflict (id) do update set behaviour = excluded.behaviour
                        """)
                .param("payee", payee)
                .param("behaviour", behaviour.name())
                .update();
    }

    Behaviour behaviourOf(String payee) {
        return jdbc.sql("select behaviour from sandbank.payee where id = :payee")
                .param("payee", payee)
                .query(String.class)
                .optional()
                .map(Behaviour::valueOf)
                .orElse(Behaviour.PROMPT);
    }

    /// @return false when the bank has this reference already
    @Transactional
    boolean enter(Entry entry, boolean incoming) {
        return jdbc.sql(
                                """
                                insert into sandbank.payment
                                    (reference, payee, amount, currency, status, incoming,
                                     settled_at)
                                values (:reference, :payee, :amount, :currency, :status, :incoming,
                                        case when :status = 'SUCCESS' then :now::timestamptz end)
                                on conflict do nothing
                                """)
                        .param("reference", entry.reference())
                        .param("payee", entry.payee())
                        .param("amount", entry.amount())
                        .param("currency", entry.currency())
                        .param("status", entry.status())
                        .param("incoming", incoming)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    Optional<Entry> find(String reference) {
        return jdbc.sql(
                        """
                        select reference, payee, amount, currency, status, asked
                        from sandbank.payment where reference = :reference
                        """)
                .param("reference", reference)
                .query(Entry.class)
                .optional();
    }

    @Transactional
    void wasAsked(String reference) {
        jdbc.sql("update sandbank.payment set asked = asked + 1 where reference = :reference")
                .param("reference", reference)
                .update();
    }

    @Transactional
    void settle(String reference, String status) {
        jdbc.sql(
                        """
                        update sandbank.payment set status = :status,
                            settled_at = case when :status = 'SUCCESS'
                                then coalesce(settled_at, :now::timestamptz) end
                        where reference = :reference
                        """)
                .param("status", status)
                .param("now", Timestamp.from(clock.instant()))
                .param("reference", reference)
                .update();
    }
}
