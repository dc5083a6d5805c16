package okpay.channels.phone;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okpay.channels.Arrival;
import okpay.channels.Arrivals;
import okpay.channels.Channel;
import okpay.channels.Phrases;
import okpay.identity.Agent;
import okpay.identity.Agents;
import okpay.identity.CustomerId;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Cases;
import okpay.support.Conversations;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What remains of a call: a line in the conversation, with the recording where the caller agreed
/// to one. So the case is whole, whichever way it was spoken about.
@Component
class CallRecords {

    private final Talks talks;
    private final Recordings recordings;
    private final Switchboard switchboard;
    private final Cases cases;
    private final Conversations conversations;
    private final Arrivals arrivals;
    private final Agents agents;
    private final Phrases phrases;
    private final Clock clock;

    CallRecords(
            Talks talks,
            Recordings recordings,
            Switchboard switchboard,
            Cases cases,
            Conversations conversations,
            Arrivals arrivals,
            Agents agents,
            Phrases phrases,
            Clock clock) {
        this.talks = talks;
        this.recordings = recordings;
        this.switchboard = switchboard;
        this.cases = cases;
        this.conversations = conversations;
        this.arrivals = arrivals;
        this.agents = agents;
        this.phrases = phrases;
        this.clock = clock;
    }

    /// Once for each call, when it is over. Who gave up before anybody spoke leaves no line.
    @Transactional
    public void keep(CallId call) {
        var talk = talks.find(call).orElseThrow();
        if (!talks.keep(call) || talk.through().isEmpty()) {
            return;
        }
        var sound = recordings.file(call.uuid()).map(ByteArrayResource::new);
        if (talk.customer().isPresent()) {
            write(talk, talk.customer().get(), sound);
        } else {
            // Nobody knows whose case it is: a person listens to it.
            sound.ifPresent(it -> arrivals.park(fresh(talk, it), Arrival.Why.STRANGER));
        }
        recordings.forget(call.uuid());
    }

    private void write(Talks.Talk talk, CustomerId customer, Optional<ByteArrayResource> sound) {
        var one =
                talk.in()
                        .flatMap(cases::find)
                        .map(cases::root)
                        .orElseGet(() -> switchboard.caseOf(customer));
        cases.lock(one.id());
        var key = key(talk);
        conversations.say(
                one.conversation(),
                Body.Words.of("chat.call.spoken", colleague(talk), length(talk)),
                key);
        sound.flatMap(it -> arrivals.keep(fresh(talk, it)))
                .ifPresent(it -> {
                    var line =
                            conversations
                                    .written(one.conversation(), new Author.Okpay(), key)
                                    .orElseThrow();
                    arrivals.taken(it, "", one.conversation(), line.seq());
                });
    }

    private Arrivals.Fresh fresh(Talks.Talk talk, ByteArrayResource sound) {
        return new Arrivals.Fresh(
                Channel.PHONE,
                key(talk),
                talk.caller(),
                phrases.say(talk.language(), "phone.recording", List.of(length(talk))),
                talk.customer().map(CustomerId::toString).orElse(""),
                sound);
    }

    /// Who was put through twice in one call spoke twice.
    private static String key(Talks.Talk talk) {
        return talk.call() + ":" + talk.since().toEpochMilli();
    }

    private String colleague(Talks.Talk talk) {
        return talk.agent().flatMap(agents::find).map(Agent::name).orElse("OKPay");
    }

    /// Minutes, at least one.
    private long length(Talks.Talk talk) {
        var began = talk.through().orElseThrow();
        var spoke = Duration.between(began, talk.over().orElseGet(clock::instant));
        return Math.max(1, (spoke.toSeconds() + 59) / 60);
    }

    /// Calls of a node that was killed.
    @Scheduled(fixedDelayString = "${okpay.channels.phone.again-every:PT1M}")
    public void again() {
        talks.notKept().forEach(this::keep);
    }
}
