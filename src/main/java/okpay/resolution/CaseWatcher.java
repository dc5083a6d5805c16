package okpay.resolution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.CaseMoved;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.MessageWritten;
import okpay.support.Naps;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Reference;
import okpay.support.Rewriting;
import okpay.support.Stage;
import okpay.support.Timers;
import okpay.support.Timers.PromiseMissed;
import okpay.wallet.Payment;
import okpay.wallet.PaymentMoved;
import okpay.wallet.PaymentState;
import okpay.wallet.Payments;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/// Hears the news of the other rooms and moves the cases. Each piece of news may come twice; what
/// it causes is said once (the conversation knows the key).
@Component
class CaseWatcher {

    private static final Duration NEXT_TRY = Duration.ofHours(4);

    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final Payments payments;
    private final Resolutions resolutions;
    private final Diagnoses diagnoses;
    private final Listening listening;
    private final Continuity continuity;
    private final Naps naps;
    private final SignedOut signedOut;
    private final Recontact recontact;
    private final Clock clock;

    CaseWatcher(
            Cases cases,
            Conversations conversations,
            Promises promises,
            Payments payments,
            Resolutions resolutions,
            Diagnoses diagnoses,
            Listening listening,
            Continuity continuity,
            Naps naps,
            SignedOut signedOut,
            Recontact recontact,
            Clock clock) {
        this.continuity = continuity;
        this.naps = naps;
        this.signedOut = signedOut;
        this.recontact = recontact;
        this.listening = listening;
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
        this.payments = payments;
        this.resolutions = resolutions;
        this.diagnoses = diagnoses;
        this.clock = clock;
    }

    @ApplicationModuleListener(condition = "#news.byPerson()")
    void on(MessageWritten news) {
        // Merged meanwhile: whoever changes several locks the one they all lie in first.
        var at = cases.of(news.conversation());
        var found = at.map(cases::root);
        var message = conversations.message(news.conversation(), news.seq());
        if (found.isEmpty() || message.isEmpty()) {
            return;
        }
        naps.rouse(found.get().id());
        recontact.hear(found.get().id(), message.get());
        switch (message.get().author()) {
            case Author.OfCustomer _ when message.get().body() instanceof Body.Text(var text) ->
                    listening.hear(found.get(), text, news.seq());
            case Author.OfCustomer _ when message.get().body() instanceof Body.Shown ->
                    listening.look(found.get());
            // Taken back before anybody heard it.
            case Author.OfCustomer _ -> {}
            case Author.OfAgent _ -> {
                answered(found.get(), news.seq());
                signedOut.answered(at.get(), message.get());
            }
            case Author.Okpay _ -> {}
        }
    }

    /// Put differently, words may be about something else.
    @ApplicationModuleListener(condition = "#news.words()")
    void on(Rewriting.Rewritten news) {
        on(new MessageWritten(news.conversation(), news.seq(), true));
    }

    @ApplicationModuleListener
    void on(PaymentMoved news) {
        if (news.from() == news.to()) {
            return;
        }
        for (var one : cases.about(Reference.to("payment", news.payment()))) {
            var payment = payments.find(news.payment()).orElseThrow();
            // A top-up may arrive after its case was closed with "not done".
            boolean isLate = news.from() == PaymentState.FAILED;
            if (!one.stage().isOpen() && !isLate) {
                continue;
            }
            if (!payment.state().isOpen()) {
                follow(one, payment);
            }
        }
    }

    /// A payment may have moved while its case was being opened; then its news came too early to be
    /// heard.
    @ApplicationModuleListener(condition = "#news.opened()")
    void on(CaseMoved news) {
        var one = cases.find(news.id()).orElseThrow();
        var payment = FourEyes.paymentOf(one).flatMap(payments::find);
        boolean overtaken =
                payment.filter(it -> !it.state().isOpen()).isPresent()
                        && diagnoses
                                .latest(one.id())
                                .filter(Diagnosis::isOfAnOpenPayment)
                                .isPresent();
        if (overtaken && one.stage().isOpen()) {
            follow(one, payment.get());
        }
    }

    private void follow(Case one, Payment payment) {
        cases.lock(one.id());
        if (payment.kind().isIncoming()) {
            var words =
                    payment.state() == PaymentState.FAILED
                            ? "chat.top-up.failed"
                            : "chat.top-up.done";
            solved(one, words, payment.amount(), payment.movedAt());
            return;
        }
        switch (payment.state()) {
            case REFUNDED -> solved(one, "chat.refunded", payment.amount(), payment.movedAt());
            case FAILED -> solved(one, "chat.freed", payment.amount(), payment.movedAt());
            case SUCCEEDED -> {
                say(one, "chat.bank.paid", payment.payeeName());
                promises.keep(one.id(), Promise.Kind.MONEY_BACK);
                resolutions.diagnose(one, payment, Resolutions.topicOf(one));
            }
            case HELD, UNKNOWN -> {}
        }
    }

    private void answered(Case one, long seq) {
        cases.lock(one.id());
        continuity.answered(one, seq);
        promises.keep(one.id(), Promise.Kind.FIRST_REPLY);
        promises.keep(one.id(), Promise.Kind.NEXT_UPDATE);
    }

    @Async(Timers.NEWS)
    @ApplicationModuleListener
    void on(PromiseMissed news) {
        var one = cases.root(cases.find(news.of()).orElseThrow());
        // What somebody gave their word for is not over because the case is solved.
        if (!one.stage().isOpen() && !promises.isOnesWord(news.of(), news.promise())) {
            return;
        }
        cases.lock(one.id());
        var promised = earlier(one.id());
        var next = promised.orElseGet(() -> clock.instant().plus(NEXT_TRY));
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.promise.missed", next),
                "missed:" + news.promise());
        if (promised.isEmpty()) {
            promises.make(one.id(), Promise.Kind.NEXT_UPDATE, next, "");
        }
        if (one.stage() == Stage.WAITING_FOR_CUSTOMER) {
            promises.pause(one.id());
        }
        resolutions.handOver(one);
    }

    /// What is promised for an earlier time stands.
    private Optional<Instant> earlier(CaseId id) {
        var now = clock.instant();
        return promises.of(id).stream()
                .filter(it -> it.kind() == Promise.Kind.NEXT_UPDATE)
                .filter(it -> it.state() == Promise.State.RUNNING)
                .map(Promise::due)
                .filter(it -> it.isAfter(now) && it.isBefore(now.plus(NEXT_TRY)))
                .findFirst();
    }

    /// Whoever waited for an agent hears when there is one.
    @ApplicationModuleListener
    void on(Cases.CaseAssigned news) {
        resolutions.given(news.id());
    }

    private void solved(Case one, String words, Object... arguments) {
        say(one, words, arguments);
        cases.move(one.id(), Stage.RESOLVED);
    }

    private void say(Case one, String words, Object... arguments) {
        conversations.say(
                one.conversation(), Body.Words.of(words, arguments), words + ":" + one.about());
    }
}
