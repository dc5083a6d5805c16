package okpay.channels.phone;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import okpay.channels.Phrases;
import okpay.channels.phone.Line.HungUp;
import okpay.identity.Brake;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import org.springframework.stereotype.Component;

/// Answers a call: asks for the language, says what there is, and does it. It is one thread for
/// each call, and reads like the conversation it is.
@Component
class Attendant {

    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int TRIES = 3;

    /// Wrong codes from all callers together: with ten digits so many guess none, and nobody shuts
    /// the door for all others alone.
    private final Brake wrong = new Brake(3_000, Duration.ofHours(1));

    private final Calls calls;
    private final Answers answers;
    private final PutThrough putThrough;
    private final CallBacks callBacks;
    private final VoiceMail mail;
    private final Voice voice;
    private final Phrases phrases;

    Attendant(
            Calls calls,
            Answers answers,
            PutThrough putThrough,
            CallBacks callBacks,
            VoiceMail mail,
            Voice voice,
            Phrases phrases) {
        this.calls = calls;
        this.answers = answers;
        this.putThrough = putThrough;
        this.callBacks = callBacks;
        this.mail = mail;
        this.voice = voice;
        this.phrases = phrases;
    }

    /// A call while it lasts.
    private final class Talk {
        private final Line line;
        private final UUID id;
        private final String caller;
        private Locale language = Locale.SIMPLIFIED_CHINESE;
        private final Proof proof;

        Talk(Line line, UUID id, String caller) {
            this.line = line;
            this.id = id;
            this.caller = caller;
            this.proof = new Proof(calls, wrong, id);
        }

        void run() throws HungUp {
            chooseLanguage();
            for (int silent = 0; silent < TRIES; ) {
                char key = ask("phone.menu");
                silent = key == ' ' ? silent + 1 : 0;
                switch (key) {
                    case '1' -> ifKnown(it -> tell(answers.money(it, language)));
                    case '2' -> ifKnown(this::freeze);
                    case '3' -> ifKnown(it -> progress(it.id()));
                    case '4' -> silent = speak() ? TRIES : 0;
                    case '0' -> {
                        leaveMessage();
                        silent = TRIES;
                    }
                    case ' ', '9' -> {}
                    default -> say("phone.not.understood");
                }
            }
            say("phone.goodbye");
        }

        private void chooseLanguage() throws HungUp {
            for (int i = 0; i < TRIES; i++) {
                for (var each : List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)) {
                    line.say(voice.read(each, text("phone.hello", each)));
                }
                char key = line.key(PATIENCE);
                if (key == '1' || key == '2') {
                    language = key == '1' ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
                    return;
                }
            }
        }

        private interface Task {
            void run(Customer customer) throws HungUp;
        }

        private void ifKnown(Task task) throws HungUp {
            verify();
            if (proof.who().isPresent()) {
                task.run(proof.who().get());
            }
        }

        /// The code stands in the app of whoever calls; nobody has to say anything private.
        private void verify() throws HungUp {
            if (proof.who().isPresent()) {
                return;
            }
            while (proof.mayTry()) {
                say(proof.isFirst() ? "phone.code" : "phone.code.again");
                proof.type(keys(Calls.LENGTH));
            }
            say(proof.who().isPresent() ? "phone.known" : "phone.not.known");
        }

        private void freeze(Customer customer) throws HungUp {
            if (ask("phone.freeze.sure") == '1') {
                tell(answers.freeze(customer, language));
            } else {
                say("phone.freeze.not");
            }
        }

        private void progress(CustomerId customer) throws HungUp {
            var one = answers.open(customer);
            tell(answers.progress(one, language));
            if (one.isPresent() && line.key(PATIENCE) == '1') {
                tell(answers.hurry(one.get(), language));
            }
        }

        /// @return whether that was all
        private boolean speak() throws HungUp {
            var outcome = putThrough.put(line, id, proof, language);
            if (outcome == PutThrough.Outcome.NOBODY_HERE
                    || outcome == PutThrough.Outcome.TOO_MANY) {
                boolean isFull = outcome == PutThrough.Outcome.TOO_MANY;
                outcome =
                        ask(isFull ? "phone.too.many" : "phone.nobody") == '1'
                                ? PutThrough.Outcome.CALL_BACK
                                : PutThrough.Outcome.MESSAGE;
            }
            switch (outcome) {
                case CALL_BACK -> callBack();
                case MESSAGE -> leaveMessage();
                case SPOKE, MENU, NOBODY_HERE, TOO_MANY -> {}
            }
            return outcome != PutThrough.Outcome.MENU;
        }

        /// Only at the number we know: whoever they are, nobody else is called.
        private void callBack() throws HungUp {
            verify();
            var promised = proof.who().flatMap(it -> callBacks.ask(it, language));
            if (promised.isPresent()) {
                line.say(voice.read(language, promised.get(), Recorded.BACK));
                return;
            }
            if (proof.who().isPresent()) {
                say("phone.back.no.number");
            }
            leaveMessage();
        }

        private void leaveMessage() throws HungUp {
            say("phone.message");
            line.forgetKeys();
            line.say(Sound.tone(1_000, 400));
            line.forgetKeys();
            var sound = line.hear(VoiceMail.LONGEST);
            if (Sound.seconds(sound) < VoiceMail.SHORTEST_SECONDS) {
                say("phone.message.empty");
                return;
            }
            if (!mail.take(id, caller, proof.who(), sound, language)) {
                say("phone.message.full");
                return;
            }
            say(proof.who().isPresent() ? "phone.message.taken" : "phone.message.taken.unknown");
        }

        private char ask(String key) throws HungUp {
            say(key);
            return line.key(PATIENCE);
        }

        private String keys(int most) throws HungUp {
            var typed = new StringBuilder();
            while (typed.length() < most) {
                char key = line.key(PATIENCE);
                if (key == ' ' || key == '#') {
                    break;
                }
                typed.append(key);
            }
            return typed.toString();
        }

        private void say(String key) throws HungUp {
            tell(text(key, language));
        }

        private void tell(String words) throws HungUp {
            line.say(voice.read(language, words));
        }

        private String text(String key, Locale reader) {
            return phrases.say(reader, key, List.of());
        }
    }

    /// Until it is over, whoever ends it.
    void attend(Line line, String caller) {
        var id = calls.begin(caller);
        try {
            new Talk(line, id, caller).run();
        } catch (HungUp _) {
            // That is how most calls end.
            return;
        } finally {
            calls.end(id);
        }
    }
}
