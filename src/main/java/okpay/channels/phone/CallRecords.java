package okpay.channels.phone;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okpay.channels.Arrival;
import okpay.channels.ArrivalId;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Ending;
import okpay.channels.Phrases;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.identity.CustomerId;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// What remains of a call: a line in the conversation, with the recording where the caller agreed
/// to one. So the case is whole, whichever way it was spoken about.
@Component
class CallRecords implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CallRecords.class);

    private final Talks talks;
    private final Recordings recordings;
    private final Switchboard switchboard;
    private final Cases cases;
    private final Conversations conversations;
    private final Arrivals arrivals;
    private final Agents agents;
    private final Phrases phrases;
    private final TransactionTemplate transaction;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    CallRecords(
            Talks talks,
            Recordings recordings,
            Switchboard switchboard,
            Cases cases,
            Conversations conversations,
            Arrivals arrivals,
            Agents agents,
            Phrases phrases,
            TransactionTemplate transaction) {
        this.talks = talks;
        this.recordings = recordings;
        this.switchboard = switchboard;
        this.cases = cases;
        this.conversations = conversations;
        this.arrivals = arrivals;
        this.agents = agents;
        this.phrases = phrases;
        this.transaction = transaction;
    }

    /// The call is over. Whoever ends it waits for nothing: what fails here is done by [#again].
    void over(Seat seat) {
        try {
            talks.over(seat.call());
        } catch (DataAccessException | TransactionException e) {
            log.warn("A call is ended later: {}", e.toString());
        }
        threads.execute(() -> {
            seat.recording().ifPresent(it -> it.end().join());
            try {
                keep(new CallId(seat.call()));
            } catch (RuntimeException e) {
                log.warn("A call is written down later", e);
            }
        });
    }

    /// Calls of a node that was killed, and those that could not be written down.
    @Scheduled(fixedDelayString = "${okpay.channels.phone.again-every:PT1M}")
    void again() {
        for (var call : talks.notKept()) {
            try {
                keep(call);
            } catch (RuntimeException e) {
                log.warn("{} cannot be written down", call, e);
            }
        }
    }

    /// Once for each call. Who gave up before anybody spoke leaves no line.
    private void keep(CallId call) {
        transaction.executeWithoutResult(_ -> {
            var talk = talks.find(call).orElseThrow();
            if (talk.customer().isPresent() && talk.through().isPresent()) {
                var one = caseOf(talk, talk.customer().get());
                // First the case, then what is the call's own.
                cases.lock(one.id());
                if (talks.keep(call)) {
                    write(talk, one);
                }
            } else if (talks.keep(call) && recordings.isThere(call.uuid())) {
                // Nobody knows whose case it is: a person listens to it.
                arrivals.park(fresh(talk), Arrival.Why.STRANGER)
                        .ifPresent(it -> talks.recorded(call, it));
            }
        });
    }

    private Case caseOf(Talks.Talk talk, CustomerId customer) {
        return talk.in()
                .flatMap(cases::find)
                .map(cases::root)
                .orElseGet(() -> switchboard.caseOf(customer));
    }

    private void write(Talks.Talk talk, Case one) {
        talks.about(talk.call(), one.id());
        var key = key(talk);
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.call.spoken", colleague(talk), minutes(talk)),
                key);
        if (recordings.isThere(talk.call().uuid())) {
            arrivals.keep(fresh(talk)).ifPresent(it -> lay(it, talk, one, key));
        }
    }

    private void lay(ArrivalId recording, Talks.Talk talk, Case one, String key) {
        var line = conversations.written(one.conversation(), new Author.Okpay(), key).orElseThrow();
        arrivals.taken(recording, "", one.conversation(), line.seq());
        talks.recorded(talk.call(), recording);
    }

    /// Who was put through twice in one call has one line, and one recording of all of it.
    private static String key(Talks.Talk talk) {
        return talk.call() + ":spoken";
    }

    /// The sound stays where it is.
    private Arrivals.Fresh fresh(Talks.Talk talk) {
        return new Arrivals.Fresh(
                Channel.PHONE,
                key(talk),
                talk.caller(),
                phrases.say(talk.language(), "phone.recording", List.of(minutes(talk))),
                talk.customer().map(CustomerId::toString).orElse(""),
                new ByteArrayResource(new byte[0]));
    }

    private String colleague(Talks.Talk talk) {
        return talk.spokeWith().flatMap(agents::find).map(Agent::name).orElse("OKPay");
    }

    /// At least one.
    private static long minutes(Talks.Talk talk) {
        return Math.max(1, (talk.spoke().toSeconds() + 59) / 60);
    }

    @Override
    public void destroy() {
        // What was said is also written down.
        Ending.gently(threads);
    }
}
