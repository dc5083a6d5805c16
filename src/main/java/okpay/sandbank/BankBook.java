package okpay.sandbank;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What the bank remembers: payees and how to treat them, payments and how they ended.
@Component
class BankBook {

    private final JdbcClient jdbc;

    BankBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Entry(
            String reference,
            String payee,
            long amount,
            String currency,
            String status,
            int asked) {}

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
    boolean enter(Entry entry) {
        return jdbc.sql(
                                """
                                insert into sandbank.payment
                                    (reference, payee, amount, currency, status)
                                values (:reference, :payee, :amount, :currency, :status)
                                on conflict do nothing
                                """)
                        .paramSource(entry)
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
        jdbc.sql("update sandbank.payment set status = :status where reference = :reference")
                .param("status", status)
                .param("reference", reference)
                .update();
    }
}
