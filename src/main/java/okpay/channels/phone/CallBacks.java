package okpay.channels.phone;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.channels.Phrases;
import okpay.identity.Customer;
import okpay.identity.PhoneNumber;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Promise;
import okpay.support.Promises;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Who would rather be called than wait gets a time by which we call: a promise like any other, in
/// their case, with a clock of its own.
@Component
class CallBacks {

    private final Switchboard switchboard;
    private final Cases cases;
    private final OurCalls ourCalls;
    private final Promises promises;
    private final Conversations conversations;
    private final Phrases phrases;
    private final TransactionTemplate transaction;

    CallBacks(
            Switchboard switchboard,
            Cases cases,
            OurCalls ourCalls,
            Promises promises,
            Conversations conversations,
            Phrases phrases,
            TransactionTemplate transaction) {
        this.switchboard = switchboard;
        this.cases = cases;
        this.ourCalls = ourCalls;
        this.promises = promises;
        this.conversations = conversations;
        this.phrases = phrases;
        this.transaction = transaction;
    }

    /// Asked twice, the first time stands.
    ///
    /// @return what to tell the caller; empty when we know no number of theirs
    Optional<String> ask(Customer who, Locale language) {
        return who.phone()
                .map(number -> transaction.execute(_ -> promise(who, number)))
                .map(due -> phrases.say(language, "phone.back.promised", List.of(due)));
    }

    private Instant promise(Customer who, PhoneNumber number) {
        var one = switchboard.caseOf(who.id());
        cases.lock(one.id());
        return ourCalls.promised(one).orElseGet(() -> fresh(one, number));
    }

    private Instant fresh(Case one, PhoneNumber number) {
        var handed = cases.handToAgent(one.id());
        var due = promises.make(one.id(), Promise.Kind.CALL_BACK, handed.priority());
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.call.back", number.masked(), due),
                "back:" + due.toEpochMilli());
        return due;
    }
}
