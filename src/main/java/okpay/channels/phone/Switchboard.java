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
    private final Map<UUID, Seat> seats = new ConcurrentHashMap<>();

    Switchboard(Talks talks, Cases cases, Answers answers, Calls calls) {
        this.talks = talks;
        this.cases = cases;
        this.answers = answers;
        this.calls = calls;
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

    /// Whether there is a hotline that could ring.
    public boolean isOn() {
        return calls.at().isPresent();
    }

    public List<Talks.Talk> waiting() {
        return isOn() ? talks.waiting() : List.of();
    }

    /// A colleague takes a caller who waits.
    @Transactional
    public Claim claim(CallId call, AgentId agent) {
        if (talks.of(agent).filter(it -> !it.call().equals(call)).isPresent()) {
            return Claim.ON_THE_PHONE;
        }
        if (!talks.claim(call, agent)) {
            return talks.find(call).filter(it -> isOf(it, agent)).isPresent()
                    ? Claim.YOURS
                    : Claim.GONE;
        }
        var _ = about(call, agent);
        return Claim.YOURS;
    }

    private static boolean isOf(Talks.Talk it, AgentId agent) {
        return it.over().isEmpty() && it.agent().filter(agent::equals).isPresent();
    }

    /// The case a call is about, as soon as it is known who calls: the one that is open, or a new
    /// one. It is the colleague's who speaks with them, where it was nobody's.
    @Transactional
    public Optional<Case> about(CallId call, AgentId agent) {
        var talk = talks.find(call).filter(it -> it.agent().filter(agent::equals).isPresent());
        if (talk.isEmpty() || talk.get().customer().isEmpty()) {
            return Optional.empty();
        }
        var before = talk.get().in().flatMap(cases::find);
        return before.isPresent() ? before : Optional.of(begin(talk.get(), agent));
    }

    private Case begin(Talks.Talk talk, AgentId agent) {
        var one = caseOf(talk.customer().orElseThrow());
        talks.about(talk.call(), one.id());
        return one.assignee().isEmpty() ? cases.take(one.id(), agent) : one;
    }

    Case caseOf(CustomerId customer) {
        return answers.open(customer)
                .orElseGet(() ->
                        cases.root(cases.open(customer, Reference.to(Hearing.QUESTION, customer))));
    }

    /// A colleague who took a call begins to hear and to speak.
    ///
    /// @return empty when the call is not theirs, is over, or came in at another machine
    public Optional<Mouth> connect(CallId call, AgentId agent, Ear ear) {
        var seat = Optional.ofNullable(seats.get(call.uuid()));
        if (seat.isEmpty() || talks.find(call).filter(it -> isOf(it, agent)).isEmpty()) {
            return Optional.empty();
        }
        seat.get().sit(ear);
        return Optional.of(
                new Mouth() {
                    @Override
                    public void say(byte[] linear) {
                        seat.get().say(linear);
                    }

                    @Override
                    public void leave() {
                        seat.get().leave(ear);
                    }
                });
    }

    /// The colleague hangs up.
    public void hangUp(CallId call, AgentId agent) {
        var mine = talks.find(call).filter(it -> isOf(it, agent));
        if (mine.isEmpty()) {
            return;
        }
        Optional.ofNullable(seats.get(call.uuid())).ifPresent(Seat::hangUp);
        talks.over(call.uuid());
    }

    Seat open(UUID call) {
        var seat = new Seat(call, it -> seats.remove(it.call(), it));
        seats.put(call, seat);
        return seat;
    }
}
