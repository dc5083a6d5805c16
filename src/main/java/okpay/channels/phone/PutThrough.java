package okpay.channels.phone;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import okpay.channels.Phrases;
import okpay.channels.phone.Line.HungUp;
import okpay.desk.Presence;
import okpay.identity.Agent;
import okpay.identity.Agents;
import org.springframework.stereotype.Component;

/// Lets a caller wait for a colleague, tells them where they stand, and puts them through.
@Component
class PutThrough {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    /// How soon a colleague who sat down is heard.
    private static final Duration SOON = Duration.ofMillis(400);

    private static final int STEPS = 5;

    private final Switchboard switchboard;
    private final Talks talks;
    private final Recordings recordings;
    private final CallRecords records;
    private final Presence presence;
    private final Agents agents;
    private final Voice voice;
    private final Phrases phrases;
    private final byte[] hold = hold();

    PutThrough(
            Switchboard switchboard,
            Talks talks,
            Recordings recordings,
            CallRecords records,
            Presence presence,
            Agents agents,
            Voice voice,
            Phrases phrases) {
        this.switchboard = switchboard;
        this.talks = talks;
        this.recordings = recordings;
        this.records = records;
        this.presence = presence;
        this.agents = agents;
        this.voice = voice;
        this.phrases = phrases;
    }

    /// How it ended.
    enum Outcome {
        SPOKE,
        NOBODY_HERE,
        CALL_BACK,
        MESSAGE,
        MENU
    }

    /// A soft sign of life, and silence after it.
    private static byte[] hold() {
        int step = (int) (Sound.RATE * 2 * SOON.toMillis() / 1000);
        return Arrays.copyOf(Sound.tone(440, 150), step * STEPS);
    }

    Outcome put(Line line, UUID call, Proof proof, Locale language) throws HungUp {
        if (!isAnybodyHere()) {
            return Outcome.NOBODY_HERE;
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

        Wait(Line line, UUID call, Proof proof, Locale language) {
            this.line = line;
            this.call = call;
            this.proof = proof;
            this.language = language;
        }

        Outcome run() throws HungUp {
            say("phone.consent");
            boolean isRecorded = line.key(PATIENCE) == '1';
            try (var seat = switchboard.open(call)) {
                seat.onKey(proof::press);
                talks.ask(call, language, isRecorded);
                if (proof.who().isEmpty()) {
                    say("phone.code.while");
                }
                return waitFor(seat, isRecorded);
            } finally {
                talks.over(call);
                records.keep(new CallId(call));
            }
        }

        private Outcome waitFor(Seat seat, boolean isRecorded) throws HungUp {
            int told = 0;
            long toldAt = 0;
            while (!seat.isOver()) {
                if (seat.isThere()) {
                    talk(seat, isRecorded);
                    told = 0;
                    continue;
                }
                if (!isAnybodyHere()) {
                    return Outcome.NOBODY_HERE;
                }
                talks.releaseNoShow(call);
                int place = talks.place(call);
                boolean isLong = System.nanoTime() - toldAt > TELL_AGAIN.toNanos();
                if (place != told || isLong) {
                    say(place == 1 ? "phone.place.first" : "phone.place", place);
                    told = place;
                    toldAt = System.nanoTime();
                }
                if (listen(seat) == '*') {
                    var choice = choice();
                    if (choice != Outcome.SPOKE) {
                        return choice;
                    }
                }
            }
            return Outcome.SPOKE;
        }

        /// A moment of waiting; the keys of a code may be pressed in it.
        private char listen(Seat seat) throws HungUp {
            int step = hold.length / STEPS;
            for (int i = 0; i < STEPS && !seat.isThere() && !seat.isOver(); i++) {
                line.say(Arrays.copyOfRange(hold, i * step, (i + 1) * step));
                char key = line.key(Duration.ZERO);
                if (key == '*') {
                    return key;
                }
                type(key);
            }
            return ' ';
        }

        private void type(char key) throws HungUp {
            boolean before = proof.mayTry();
            if (key != ' ') {
                proof.press(key);
            }
            if (before && !proof.mayTry()) {
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
        private void talk(Seat seat, boolean isRecorded) throws HungUp {
            say(isRecorded ? "phone.through.recorded" : "phone.through", colleague());
            talks.through(call);
            if (isRecorded) {
                try (var recording = recordings.begin(call)) {
                    seat.keepOn(recording);
                    line.join(seat);
                } finally {
                    seat.keepNothing();
                }
            } else {
                line.join(seat);
            }
            if (!seat.isOver() && !seat.await(PATIENCE)) {
                talks.release(call);
                say("phone.lost");
            }
        }

        private String colleague() {
            return talks.find(new CallId(call))
                    .flatMap(Talks.Talk::agent)
                    .flatMap(agents::find)
                    .map(Agent::name)
                    .orElse("");
        }

        private void say(String key, Object... details) throws HungUp {
            line.say(voice.read(language, phrases.say(language, key, List.of(details))));
        }
    }
}
