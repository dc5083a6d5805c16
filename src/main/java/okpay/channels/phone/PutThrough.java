package okpay.channels.phone;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import okpay.channels.Phrases;
import okpay.channels.phone.Line.HungUp;
import okpay.desk.Presence;
import okpay.identity.Agent;
import okpay.identity.Agents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Lets a caller wait for a colleague, tells them where they stand, and puts them through.
@Component
class PutThrough {

    private static final Logger log = LoggerFactory.getLogger(PutThrough.class);

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    /// Nobody has understood the question before.
    private static final Duration HEARD = Duration.ofSeconds(1);

    /// A database that stays away for longer is not waited for.
    private static final Duration PATIENCE_WITH_US = Duration.ofSeconds(30);

    private final Switchboard switchboard;
    private final Talks talks;
    private final Recordings recordings;
    private final CallRecords records;
    private final Presence presence;
    private final Agents agents;
    private final Voice voice;
    private final Phrases phrases;
    private final PhoneSettings settings;

    PutThrough(
            Switchboard switchboard,
            Talks talks,
            Recordings recordings,
            CallRecords records,
            Presence presence,
            Agents agents,
            Voice voice,
            Phrases phrases,
            PhoneSettings settings) {
        this.switchboard = switchboard;
        this.talks = talks;
        this.recordings = recordings;
        this.records = records;
        this.presence = presence;
        this.agents = agents;
        this.voice = voice;
        this.phrases = phrases;
        this.settings = settings;
    }

    /// How it ended.
    enum Outcome {
        SPOKE,
        NOBODY_HERE,
        TOO_MANY,
        CALL_BACK,
        MESSAGE,
        MENU
    }

    Outcome put(Line line, UUID call, Proof proof, Locale language) throws HungUp {
        if (!isAnybodyHere()) {
            return Outcome.NOBODY_HERE;
        }
        if (switchboard.waiting().size() >= settings.mostWaiting()) {
            return Outcome.TOO_MANY;
        }
        return new Wait(line, call, proof, language).run();
    }

    private boolean isAnybodyHere() {
        return presence.all().stream().anyMatch(it -> it.state() == Presence.State.HERE);
    }

    /// One caller, from when they ask until they spoke or think better of it.
    private final class Wait {
        private final Line line;
        private final UUID call;
        private final Proof proof;
        private final Locale language;
        private boolean isToldOfProof;
        private int told;
        private long toldAt;

        Wait(Line line, UUID call, Proof proof, Locale language) {
            this.line = line;
            this.call = call;
            this.proof = proof;
            this.language = language;
            this.isToldOfProof = proof.who().isPresent();
        }

        Outcome run() throws HungUp {
            boolean isRecorded = agrees();
            var seat = switchboard.open(call);
            try (seat) {
                seat.onKey(this::typedWhileSpeaking);
                talks.ask(call, language, isRecorded);
                if (proof.who().isEmpty()) {
                    say("phone.code.while");
                }
                return waitFor(seat);
            } finally {
                records.over(seat);
            }
        }

        /// What was pressed before the question could be heard is no answer to it.
        private boolean agrees() throws HungUp {
            while (true) {
                line.forgetKeys();
                long asked = System.nanoTime();
                say("phone.consent");
                char key = line.key(PATIENCE);
                if (key == ' ' || System.nanoTime() - asked > HEARD.toNanos()) {
                    return key == '1';
                }
            }
        }

        /// A database that is away for a moment costs nobody their place.
        private Outcome waitFor(Seat seat) throws HungUp {
            long fine = System.nanoTime();
            while (!seat.isOver()) {
                try {
                    var outcome = step(seat);
                    if (outcome != Outcome.SPOKE) {
                        return outcome;
                    }
                    fine = System.nanoTime();
                } catch (DataAccessException | TransactionException e) {
                    log.warn("A caller waits a little longer: {}", e.toString());
                    if (System.nanoTime() - fine > PATIENCE_WITH_US.toNanos()) {
                        return Outcome.NOBODY_HERE;
                    }
                    // Codes wait: they cannot be looked up either.
                    line.forgetKeys();
                    hold(0);
                }
            }
            return Outcome.SPOKE;
        }

        /// @return `SPOKE` to go on
        private Outcome step(Seat seat) throws HungUp {
            if (seat.isThere()) {
                talk(seat);
                return Outcome.SPOKE;
            }
            if (talks.isNoShow(call)) {
                seat.release(() -> talks.release(call));
            }
            // Who is taken waits for whoever took them, also when nobody else is here.
            boolean isTaken = talks.find(new CallId(call)).flatMap(Talks.Talk::agent).isPresent();
            if (!isTaken && !isAnybodyHere()) {
                return Outcome.NOBODY_HERE;
            }
            tellPlace();
            return listen(seat) == '*' ? choice() : Outcome.SPOKE;
        }

        private void tellPlace() throws HungUp {
            var place = talks.place(call);
            boolean isLong = System.nanoTime() - toldAt > TELL_AGAIN.toNanos();
            if (place.isPresent() && (place.get() != told || isLong)) {
                say(place.get() == 1 ? "phone.place.first" : "phone.place", place.get());
                told = place.get();
                toldAt = System.nanoTime();
            }
        }

        /// A moment of waiting; the keys of a code may be pressed in it.
        private char listen(Seat seat) throws HungUp {
            for (int i = 0; i < HoldSound.STEPS && !seat.isThere() && !seat.isOver(); i++) {
                hold(i);
                char key = line.key(Duration.ZERO);
                if (key == '*') {
                    return key;
                }
                typed(key);
            }
            return ' ';
        }

        private void hold(int n) throws HungUp {
            line.say(HoldSound.step(n));
        }

        private void typed(char key) throws HungUp {
            var code = key == ' ' ? Optional.<String>empty() : proof.press(key);
            if (code.isPresent()) {
                proof.type(code.get());
                switchboard.known(new CallId(call));
                tellOfProof();
            }
        }

        /// The sound goes on while it is looked up.
        private void typedWhileSpeaking(char key) {
            proof.press(key).ifPresent(code -> Thread.startVirtualThread(() -> lookUp(code)));
        }

        private void lookUp(String code) {
            try {
                proof.type(code);
                switchboard.known(new CallId(call));
            } catch (RuntimeException e) {
                log.warn("A code could not be looked up: {}", e.toString());
            }
        }

        private void tellOfProof() throws HungUp {
            if (!isToldOfProof && (proof.who().isPresent() || !proof.mayTry())) {
                isToldOfProof = true;
                say(proof.who().isPresent() ? "phone.known" : "phone.not.known");
            }
        }

        /// What else they may do.
        private Outcome choice() throws HungUp {
            say("phone.place.menu");
            return switch (line.key(PATIENCE)) {
                case '1' -> Outcome.CALL_BACK;
                case '0' -> Outcome.MESSAGE;
                case '9' -> Outcome.MENU;
                default -> Outcome.SPOKE;
            };
        }

        /// Until one hangs up, or the colleague is lost; then the caller stands first again.
        private void talk(Seat seat) throws HungUp {
            // The caller may have taken their consent back meanwhile.
            var talk = talks.find(new CallId(call)).orElseThrow();
            greet(talk);
            talks.through(call);
            switchboard.known(talk.call());
            if (talk.isRecorded() && seat.recording().isEmpty()) {
                seat.keepOn(recordings.begin(call));
            }
            seat.begin();
            long began = System.nanoTime();
            try {
                line.join(seat);
            } finally {
                talks.spoke(call, Duration.ofNanos(System.nanoTime() - began));
            }
            long left = System.nanoTime();
            while (!seat.isThere()
                    && !seat.isOver()
                    && System.nanoTime() - left < PATIENCE.toNanos()) {
                hold(0);
                // Nobody asks for keys now; who hangs up has hung up.
                var _ = line.key(Duration.ZERO);
            }
            if (!seat.isOver() && !seat.isThere()) {
                seat.release(() -> talks.release(call));
                told = 0;
                say("phone.lost");
            }
        }

        /// By name where the voice can say it.
        private void greet(Talks.Talk talk) throws HungUp {
            var name =
                    talk.agent()
                            .flatMap(agents::find)
                            .map(Agent::name)
                            .filter(it ->
                                    Phrases.isChinese(it) == language.getLanguage().equals("zh"));
            say(name.isPresent() ? "phone.through.name" : "phone.through", name.orElse(""));
            if (talk.isRecorded()) {
                say("phone.through.recorded");
            }
        }

        private void say(String key, Object... details) throws HungUp {
            var words = phrases.say(language, key, List.of(details));
            line.say(voice.read(language, words, Recorded.otherwise(key)));
        }
    }
}
