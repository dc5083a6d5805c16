package okpay.channels.phone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import okpay.identity.AgentId;
import okpay.identity.CustomerId;
import okpay.resolution.Hearing;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Reference;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Where callers and colleagues find each other: who waits, who takes whom, and the sound between
/// them, which goes through the machine the call came in at.
@Component
public class Switchboard {

    private final Talks talks;
    private final Cases cases;
    private final Answers answers;
    private final Calls calls;
    private final Recordings recordings;
    private final Map<UUID, Seat> seats = new ConcurrentHashMap<>();

    Switchboard(Talks talks, Cases cases, Answers answers, Calls calls, Recordings recordings) {
        this.talks = talks;
        this.cases = cases;
        this.answers = answers;
        this.calls = calls;
        this.recordings = recordings;
    }

    /// What a colleague hears with.
    public interface Ear {

        /// @param linear 20 ms: 8,000 samples a second, 16 bit, little endian
        void hear(byte[] linear);

        /// The call is over, or somebody else sits there now.
        void over();
    }

    /// What a colleague speaks into.
    public interface Mouth {

        /// @param linear as in [Ear#hear]
        void say(byte[] linear);

        /// They are lost, and may come again.
        void leave();
    }

    public enum Claim {
        YOURS,
        /// A colleague was faster, or the caller has gone.
        GONE,
        /// One call at a time.
        ON_THE_PHONE
    }

    public sealed interface Connection {
        /// They hear each other.
        record Connected(Mouth mouth) implements Connection {}

        /// It is not theirs, or it is over.
        record Gone() implements Connection {}

        /// The call came in at another machine: the sound is there.
        record Elsewhere() implements Connection {}
    }

    /// Whether there is a hotline that could ring.
    public boolean isOn() {
        return calls.at().isPresent();
    }

    public List<Talks.Talk> waiting() {
        return isOn() ? talks.waiting() : List.of();
    }

    /// A colleague takes a caller who waits.
    public Claim claim(CallId call, AgentId agent) {
        try {
            if (talks.claim(call, agent)) {
                return Claim.YOURS;
            }
        } catch (DuplicateKeyException _) {
            return Claim.ON_THE_PHONE;
        }
        return talks.find(call).filter(it -> isOf(it, agent)).isPresent()
                ? Claim.YOURS
                : Claim.GONE;
    }

    private static boolean isOf(Talks.Talk it, AgentId agent) {
        return it.over().isEmpty() && it.agent().filter(agent::equals).isPresent();
    }

    /// They speak, and it is known who calls: the call gets its case, the one that is open or a new
    /// one. It is the colleague's who speaks with them, where it was nobody's.
    @Transactional
    public void known(CallId call) {
        var talk = talks.find(call).filter(it -> it.through().isPresent()).orElse(null);
        if (talk == null || talk.customer().isEmpty() || talk.agent().isEmpty()) {
            return;
        }
        var one = talk.in().flatMap(cases::find).orElseGet(() -> caseOf(talk.customer().get()));
        talks.about(call, one.id());
        if (one.assignee().isEmpty() || !one.stage().isOpen()) {
            var _ = cases.take(one.id(), talk.agent().get());
        }
    }

    Case caseOf(CustomerId customer) {
        return answers.open(customer)
                .orElseGet(() ->
                        cases.root(cases.open(customer, Reference.to(Hearing.QUESTION, customer))));
    }

    /// A colleague who took a call begins to hear and to speak.
    public Connection connect(CallId call, AgentId agent, Ear ear) {
        if (!isTheirs(call, agent)) {
            return new Connection.Gone();
        }
        var seat = Optional.ofNullable(seats.get(call.uuid()));
        if (seat.isEmpty()) {
            return new Connection.Elsewhere();
        }
        return seat.get().sit(ear, () -> isTheirs(call, agent))
                ? new Connection.Connected(mouth(seat.get(), ear))
                : new Connection.Gone();
    }

    private boolean isTheirs(CallId call, AgentId agent) {
        return talks.find(call).filter(it -> isOf(it, agent)).isPresent();
    }

    private static Mouth mouth(Seat seat, Ear ear) {
        return new Mouth() {
            @Override
            public void say(byte[] linear) {
                seat.say(linear);
            }

            @Override
            public void leave() {
                seat.leave(ear);
            }
        };
    }

    /// The colleague hangs up.
    public void hangUp(CallId call, AgentId agent) {
        if (isTheirs(call, agent)) {
            talks.over(call.uuid());
            Optional.ofNullable(seats.get(call.uuid())).ifPresent(Seat::hangUp);
        }
    }

    /// The caller wants no recording any more: what there is of it is dropped.
    public void dropRecording(CallId call, AgentId agent) {
        if (isTheirs(call, agent)) {
            Optional.ofNullable(seats.get(call.uuid())).ifPresent(Seat::keepNothing);
            recordings.drop(call.uuid());
        }
    }

    /// What a colleague did at another machine.
    @Scheduled(fixedDelayString = "${okpay.channels.phone.look-every:PT2S}")
    void look() {
        for (var seat : seats.values()) {
            if (talks.isOver(seat.call())) {
                seat.hangUp();
            }
        }
    }

    Seat open(UUID call) {
        var seat = new Seat(call, it -> seats.remove(it.call(), it));
        seats.put(call, seat);
        return seat;
    }
}
