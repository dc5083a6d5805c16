package okpay.resolution;

import okpay.desk.Queue;
import okpay.language.Topic;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import okpay.support.Stage;
import okpay.understanding.Understanding;
import okpay.wallet.Payment;
import okpay.wallet.Payments;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What OKPay does with a customer's words while nobody else has the case, and to whom they go
/// where a person has to answer.
@Component
class Listening {

    private final Cases cases;
    private final Conversations conversations;
    private final Promises promises;
    private final Payments payments;
    private final Diagnoses diagnoses;
    private final Resolutions resolutions;
    private final Understanding understanding;
    private final Civility civility;
    private final WhichPayment which;
    private final Queue queue;

    Listening(
            Cases cases,
            Conversations conversations,
            Promises promises,
            Payments payments,
            Diagnoses diagnoses,
            Resolutions resolutions,
            Understanding understanding,
            Civility civility,
            WhichPayment which,
            Queue queue) {
        this.cases = cases;
        this.conversations = conversations;
        this.promises = promises;
        this.payments = payments;
        this.diagnoses = diagnoses;
        this.resolutions = resolutions;
        this.understanding = understanding;
        this.civility = civility;
        this.which = which;
        this.queue = queue;
    }

    /// One speaks at a time: whoever took it meanwhile answers, and the program does not.
    @Transactional
    void hear(Case asked, String text, long seq) {
        civility.hear(asked, text, seq);
        var urgent = understanding.urgent(text);
        if (!urgent.isEmpty()) {
            civility.protect(asked.id(), urgent);
            look(asked);
            return;
        }
        if (Thanks.isAll(text) && isSettled(asked)) {
            conversations.say(
                    asked.conversation(), Body.Words.of("chat.welcome"), "welcome:" + seq);
            return;
        }
        if (which.hears(asked, text, seq)) {
            return;
        }
        var topic = understanding.topic(text);
        var one = cases.lock(cases.root(cases.find(asked.id()).orElseThrow()).id());
        if (isWithAgent(one)) {
            await(one);
            return;
        }
        var payment = FourEyes.paymentOf(one).flatMap(payments::find);
        boolean isForPerson = payment.isEmpty() || topic == Topic.WANTS_A_PERSON;
        if (!one.stage().isOpen() || isForPerson) {
            resolutions.handOver(one);
        } else {
            explain(one, payment.get(), topic, seq);
        }
    }

    /// It is solved, or we have said what there is to say and nobody has it.
    private boolean isSettled(Case one) {
        var now = cases.find(one.id()).orElseThrow();
        // “好的” to what is offered is no thanks: it has to be chosen.
        boolean isSaid =
                now.stage() == Stage.OPENED
                        && diagnoses
                                .latest(now.id())
                                .filter(it -> it.chosen().isPresent() || !it.verdict().offers())
                                .isPresent();
        return !now.stage().isOpen() || isSaid;
    }

    private void explain(Case one, Payment payment, Topic topic, long seq) {
        if (topic != Topic.UNCLEAR) {
            cases.setTopic(one.id(), topic.name());
        }
        boolean isNew =
                resolutions.diagnose(
                        one, payment, topic == Topic.UNCLEAR ? Resolutions.topicOf(one) : topic);
        if (!isNew) {
            var words =
                    topic == Topic.UNCLEAR
                            ? Body.Words.of("chat.say.more")
                            : Body.Words.of("chat.verdict.stands", payment.amount());
            conversations.say(one.conversation(), words, "heard:" + seq);
        }
    }

    /// A picture, a paper, or somebody in trouble: a person looks at it.
    @Transactional
    void look(Case asked) {
        var one = cases.lock(asked.id());
        if (isWithAgent(one)) {
            await(one);
        } else {
            resolutions.handOver(one);
        }
    }

    /// The customer has written to somebody who has the case already: that one answers, or the next
    /// who is free where they have gone home; and by when is promised.
    ///
    /// @param one as it stands now, held
    private void await(Case one) {
        boolean isLeft = queue.isLeft(one);
        if (!isLeft && one.stage() == Stage.WAITING_FOR_CUSTOMER) {
            cases.move(one.id(), Stage.IN_PROGRESS);
        }
        if (!promises.isOpen(one.id(), Promise.Kind.FIRST_REPLY, Promise.Kind.NEXT_UPDATE)) {
            promises.makeFirst(one.id(), Promise.Kind.NEXT_UPDATE, one.priority());
        }
        if (isLeft) {
            queue.letGo(one);
            conversations.say(
                    one.conversation(),
                    Body.Words.of("chat.left"),
                    "left:" + one.id() + one.movedAt());
        }
    }

    private static boolean isWithAgent(Case one) {
        return one.stage() != Stage.OPENED && one.stage().isOpen();
    }
}
