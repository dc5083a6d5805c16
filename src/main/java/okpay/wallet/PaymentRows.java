package okpay.wallet;

import static okpay.database.Columns.ints;
import static okpay.database.Columns.longs;
import static okpay.database.Columns.texts;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import okpay.ledger.HoldId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of payments, written many at a time; what they mean is for [Entries] to say.
@Component
class PaymentRows {

    private final JdbcClient jdbc;

    PaymentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @return how many payments were not here before; their steps are written with them
    int insert(List<Entries.Begun> begun, List<Payment> payments) {
        var steps = begun.stream().flatMap(Entries.Begun::steps).toList();
        return jdbc.sql(
                        """
                        with fresh as (
                        insert into wallet.payment (id, kind, customer, client_key, payee,
                            payee_ref, payee_name, amount, currency, note, state, hold, captured,
                            at, moved_at, ask_at, valid_until, version, bucket)
                        select id, kind, customer, client_key, payee, payee_ref, payee_name,
                            amount, currency, note, state, nullif(hold, 0),
                            case when state in ('SUCCEEDED', 'REFUNDED') then amount else 0 end,
                            at, moved_at, case when state = 'HELD' then until end, until, version,
                            nullif(bucket, -1)
                        from unnest(:ids::uuid[], :kinds::text[], :customers::uuid[],
                            :keys::text[], :payees::uuid[], :refs::text[], :names::text[],
                            :amounts::bigint[], :currencies::text[], :notes::text[],
                            :states::text[], :holds::bigint[], :ats::timestamptz[],
                            :moved::timestamptz[], :untils::timestamptz[], :versions::int[],
                            :buckets::int[])
                          as n (id, kind, customer, client_key, payee, payee_ref, payee_name,
                                amount, currency, note, state, hold, at, moved_at, until, version,
                                bucket)
                        where not exists (select 1 from wallet.refusal r
                            where r.customer = n.customer and r.client_key = n.client_key)
                        on conflict do nothing
                        returning id),
                        told as (
                        insert into wallet.payment_step (payment, n, state, why, at)
                        select * from unnest(:told::uuid[], :ns::int[], :as::text[], :whys::text[],
                                             :when::timestamptz[]) as s (payment)
                        where s.payment in (select id from fresh))
                        select count(*)::int from fresh
                        """)
                .param("told", texts(steps, step -> step.payment().id().uuid()))
                .param("ns", ints(steps, PaymentSteps.Step::n))
                .param("as", texts(steps, step -> step.payment().state()))
                .param("whys", texts(steps, PaymentSteps.Step::why))
                .param("when", texts(steps, PaymentSteps.Step::at))
                .param("ids", texts(payments, payment -> payment.id().uuid()))
                .param("kinds", texts(payments, Payment::kind))
                .param("customers", texts(payments, payment -> payment.customer().uuid()))
                .param("keys", texts(begun, Entries.Begun::clientKey))
                .param(
                        "payees",
                        texts(payments, it -> it.payee().map(id -> id.uuid()).orElse(null)))
                .param("refs", texts(payments, Payment::payeeRef))
                .param("names", texts(payments, Payment::payeeName))
                .param("amounts", longs(payments, payment -> payment.amount().minor()))
                .param("currencies", texts(payments, payment -> payment.amount().currency()))
                .param("notes", texts(payments, Payment::note))
                .param("states", texts(payments, Payment::state))
                .param("holds", longs(payments, it -> it.hold().map(HoldId::position).orElse(0L)))
                .param("ats", texts(payments, Payment::at))
                .param("moved", texts(payments, Payment::movedAt))
                .param("untils", texts(begun, Entries.Begun::validUntil))
                .param("versions", ints(payments, Payment::version))
                .param("buckets", ints(begun, it -> it.count() == null ? -1 : it.count().bucket()))
                .query(Integer.class)
                .single();
    }

    /// @return how many payments were as they are believed to be; the others are not written over
    int update(List<Entries.Moved> moves, Instant now) {
        return jdbc.sql(
                        """
                        update wallet.payment p
                        set state = n.state, bank_said = n.said, bank_reason = n.reason,
                            asked = n.asked, ahead = n.ahead,
                            ask_at = n.ask_at, moved_at = :now, version = n.version + 1,
                            captured = case when n.state in ('SUCCEEDED', 'REFUNDED')
                                then p.amount else p.captured end,
                            refunded = n.refunded, contested = n.contested
                        from unnest(:ids::uuid[], :refunded::bigint[], :contested::bigint[],
                                    :states::text[], :said::text[],
                                    :reasons::text[], :asked::int[],
                                    :ahead::boolean[], :askAt::timestamptz[], :versions::int[])
                            as n (id, refunded, contested, state, said, reason, asked, ahead, ask_at, version)
                        where p.id = n.id and p.version = n.version
                        """)
                .param("now", Timestamp.from(now))
                .param("ids", texts(moves, one -> one.to().id().uuid()))
                .param("refunded", longs(moves, one -> one.to().refunded().minor()))
                .param("contested", longs(moves, one -> one.to().contested().minor()))
                .param("states", texts(moves, one -> one.to().state()))
                .param("said", texts(moves, one -> one.to().bankSaid()))
                .param("reasons", texts(moves, one -> one.to().bankReason()))
                .param("asked", ints(moves, one -> one.to().asked()))
                .param("ahead", texts(moves, one -> one.to().ahead()))
                .param("askAt", texts(moves, Entries.Moved::askAt))
                .param("versions", ints(moves, one -> one.from().version()))
                .update();
    }
}
