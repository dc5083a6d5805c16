package okpay.channels;

import java.util.Optional;
import okpay.identity.AgentId;
import okpay.support.Body;
import okpay.support.CaseEvents;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What lies aside, put where it belongs by a person.
@Component
public class Parked {

    private final Arrivals arrivals;
    private final Cases cases;
    private final Conversations conversations;
    private final CaseEvents events;

    Parked(Arrivals arrivals, Cases cases, Conversations conversations, CaseEvents events) {
        this.arrivals = arrivals;
        this.cases = cases;
        this.conversations = conversations;
        this.events = events;
    }

    /// Says in a case what somebody wrote. The desk reads the words; the customer reads that there
    /// were some, for they may be a stranger's.
    ///
    /// @param number of the case
    /// @return false when there is no such case, or somebody has seen to it before
    @Transactional
    public boolean put(Arrival it, String number, AgentId by) {
        var one = cases.numbered(number).map(cases::root);
        if (one.isEmpty() || !arrivals.done(it.id())) {
            return false;
        }
        conversations.say(
                one.get().conversation(),
                Body.Words.of("chat.signed.out", it.sender(), it.words()),
                "parked:" + it.id());
        events.write(
                one.get().id(), Optional.of(by), CaseEvents.Kind.LETTER_PUT, it.id().toString());
        return true;
    }
}
