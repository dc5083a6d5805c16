package okpay.wallet;

import static okpay.database.Columns.ints;
import static okpay.database.Columns.longs;
import static okpay.database.Columns.texts;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okpay.ledger.HoldId;
import okpay.ledger.Outcome;
import okpay.ledger.Refusal;
import okpay.ledger.Rider;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes payments, their steps and their news: with the books' lines in one transaction when money
/// moves ([Rider]), alone when it does not.
@Component
class Entries implements Rider<Entries.Entry> {

    private final JdbcClient jdbc;
    private final PaymentSteps steps;
    private final Tries tries;
    private final Payers payers;
    private final WalletSettings settings;
    private final ApplicationEventPublisher news;
    private final Clock clock;

    Entries(
            JdbcClient jdbc,
            PaymentSteps steps,
            Tries tries,
            Payers payers,
            WalletSettings settings,
            ApplicationEventPublisher news,
            Clock clock) {
        this.jdbc = jdbc;
        this.steps = steps;
        this.tries = tries;
        this.payers = payers;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// What is written when the books have answered.
    sealed interface Entry {}

    /// A payment begins, with its steps so far (as many as its version). If the books refuse, there
    /// is no payment, and the refusal is remembered.
    record Begun(Payment payment, String clientKey, @Nullable Instant validUntil, List<String> why)
            implements Entry {

        /// It happened elsewhere, before: a refusal is a mistake of whoever brings it.
        boolean isBrought() {
            return why.isEmpty();
        }

        private Stream<PaymentSteps.Step> steps() {
            return IntStream.range(0, why.size())
                    .mapToObj(i -> new PaymentSteps.Step(payment, i + 1, why.get(i), payment.at()));
        }
    }

    /// A payment goes on, unless somebody else moved it meanwhile or the books refuse.
    ///
    /// @param why the step to tell; empty when there is nothing new
    /// @param askAt when to ask the bank again; null for never
    /// @param surely it must happen sooner or later: a refusal is not remembered, unless the hold
    ///   has ended for ever
    record Moved(
            Payment from,
            Payment to,
            Optional<String> why,
            @Nullable Instant askAt,
            List<Object> news,
            boolean surely)
            implements Entry {}

    /// Somebody else moved the payment first. Nothing was written; look again.
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Overtaken() {
            super("The payment moved meanwhile");
        }
    }

    /// With this one, a customer would get back more at once than a day allows. It is looked at
    /// where it is written: a refund before it may have had no answer yet.
    static final class TooMuchAtOnce extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// A step without the books.
    @Transactional(noRollbackFor = Overtaken.class)
    void write(Moved moved) {
        moveAll(List.of(moved));
    }

    /// A payment for which nothing is set aside.
    @Transactional
    void begin(Begun begun) {
        insertNew(List.of(begun), List.of(begun.payment()));
    }

    /// Payments that were settled elsewhere and moved no money; those already here are skipped.
    @Transactional
    void bring(List<Begun> begun) {
        insert(begun, begun.stream().map(Begun::payment).toList());
    }

    @Override
    public void write(List<Ridden<Entry>> all) {
        var begun = new ArrayList<Begun>();
        var payments = new ArrayList<Payment>();
        var moved = new ArrayList<Moved>();
        var refused = new ArrayList<Begun>();
        var reasons = new ArrayList<String>();
        for (var one : all) {
            switch (one.what()) {
                case Begun begins when one.outcome() instanceof Outcome.Refused(var reason) -> {
                    if (begins.isBrought()) {
                        throw new IllegalArgumentException(
                                "The books refuse this history: " + reason);
                    }
                    refused.add(begins);
                    reasons.add(Gate.reason(reason).name());
                }
                case Begun begins -> {
                    begun.add(begins);
                    payments.add(withHold(begins.payment(), one.outcome()));
                }
                case Moved moves when one.outcome() instanceof Outcome.Booked -> moved.add(moves);
                case Moved moves -> bear(moves, one.outcome());
            }
        }
        insertNew(begun, payments);
        moveAll(moved);
        tries.keepRefusals(refused, reasons);
    }

    private static void bear(Moved moves, Outcome outcome) {
        if (outcome instanceof Outcome.Refused(var reason)
                && moves.surely()
                && reason != Refusal.HOLD_ENDED) {
            throw new IllegalStateException(
                    "The books refuse to settle " + moves.from().id() + ": " + reason);
        }
    }

    private static Payment withHold(Payment payment, Outcome outcome) {
        return payment.kind().goesByRail()
                        && payment.state() == PaymentState.HELD
                        && outcome instanceof Outcome.Booked booked
                ? payment.holding(booked.hold())
                : payment;
    }

    private void insertNew(List<Begun> begun, List<Payment> payments) {
        if (!begun.isEmpty() && insert(begun, payments) != begun.size()) {
            throw new Overtaken();
        }
    }

    /// @return how many payments were not here before; their steps are written with them
    private int insert(List<Begun> begun, List<Payment> payments) {
        var steps = begun.stream().flatMap(Begun::steps).toList();
        return jdbc.sql(
                        """
                        with fresh as (
                        insert into wallet.payment (id, kind, customer, client_key, payee,
                            payee_ref, payee_name, amount, currency, note, state, hold, captured,
                            at, moved_at, ask_at, valid_until, version)
                        select id, kind, customer, client_key, payee, payee_ref, payee_name,
                            amount, currency, note, state, nullif(hold, 0),
                            case when state in ('SUCCEEDED', 'REFUNDED') then amount else 0 end,
                            at, moved_at, case when state = 'HELD' then until end, until, version
                        from unnest(:ids::uuid[], :kinds::text[], :customers::uuid[],
                            :keys::text[], :payees::uuid[], :refs::text[], :names::text[],
                            :amounts::bigint[], :currencies::text[], :notes::text[],
                            :states::text[], :holds::bigint[], :ats::timestamptz[],
                            :moved::timestamptz[], :untils::timestamptz[], :versions::int[])
                          as n (id, kind, customer, client_key, payee, payee_ref, payee_name,
                                amount, currency, note, state, hold, at, moved_at, until, version)
                        where not exists (select 1 from wallet.refusal r
                            where r.customer = n.customer and r.client_key = n.client_key)
                        on conflict (customer, client_key) do nothing
                        returning id),
                        told as (
                        insert into wallet.payment_step (payment, n, state, why, at)
                        select * from unnest(:told::uuid[], :ns::int[], :as::text[], :whys::text[],
                                             :when::timestamptz[]))
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
                .param("keys", texts(begun, Begun::clientKey))
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
                .param("untils", texts(begun, Begun::validUntil))
                .param("versions", ints(payments, Payment::version))
                .query(Integer.class)
                .single();
    }

    private void moveAll(List<Moved> moves) {
        if (moves.isEmpty()) {
            return;
        }
        var now = clock.instant();
        if (update(moves, now) != moves.size()) {
            throw new Overtaken();
        }
        var steps = new ArrayList<PaymentSteps.Step>();
        for (var one : moves) {
            one.why()
                    .ifPresent(why ->
                            steps.add(
                                    new PaymentSteps.Step(
                                            one.to(), one.from().version() + 1, why, now)));
        }
        this.steps.insert(steps);
        moves.forEach(one -> forbidTooMuchAtOnce(one, now));
        for (var one : moves) {
            news.publishEvent(
                    new PaymentMoved(one.to().id(), one.from().state(), one.to().state()));
            one.news().forEach(news::publishEvent);
        }
    }

    private void forbidTooMuchAtOnce(Moved moved, Instant now) {
        var payment = moved.to();
        var currency = payment.amount().currency();
        if (moved.why().filter(Refunds.AT_ONCE::equals).isPresent()
                && payers.refundedSince(payment.customer(), currency, now.minus(Refunds.A_DAY))
                        .exceeds(settings.refundsADayIn(currency))) {
            throw new TooMuchAtOnce();
        }
    }

    private int update(List<Moved> moves, Instant now) {
        return jdbc.sql(
                        """
                        update wallet.payment p
                        set state = n.state, bank_said = n.said, bank_reason = n.reason,
                            asked = n.asked, ahead = n.ahead,
                            ask_at = n.ask_at, moved_at = :now, version = n.version + 1,
                            captured = case when n.state in ('SUCCEEDED', 'REFUNDED')
                                then p.amount else p.captured end,
                            refunded = n.refunded
                        from unnest(:ids::uuid[], :refunded::bigint[], :states::text[], :said::text[],
                                    :reasons::text[], :asked::int[],
                                    :ahead::boolean[], :askAt::timestamptz[], :versions::int[])
                            as n (id, refunded, state, said, reason, asked, ahead, ask_at, version)
                        where p.id = n.id and p.version = n.version
                        """)
                .param("now", Timestamp.from(now))
                .param("ids", texts(moves, one -> one.to().id().uuid()))
                .param("refunded", longs(moves, one -> one.to().refunded().minor()))
                .param("states", texts(moves, one -> one.to().state()))
                .param("said", texts(moves, one -> one.to().bankSaid()))
                .param("reasons", texts(moves, one -> one.to().bankReason()))
                .param("asked", ints(moves, one -> one.to().asked()))
                .param("ahead", texts(moves, one -> one.to().ahead()))
                .param("askAt", texts(moves, Moved::askAt))
                .param("versions", ints(moves, one -> one.from().version()))
                .update();
    }
}
