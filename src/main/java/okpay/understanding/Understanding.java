package okpay.understanding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import okpay.language.Classifier;
import okpay.language.Clauses;
import okpay.language.Encoded;
import okpay.language.Encoders;
import okpay.language.Intent;
import okpay.language.Reading;
import okpay.language.Script;
import okpay.language.Tone;
import okpay.language.Tones;
import okpay.language.Topic;
import okpay.language.Topics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Knows what a text is about, in this process and without asking anybody. At the first start it
/// learns for about a minute in the background; until then, and where it is not sure, it tells what
/// can be told by words alone ([Topics]).
@Component
public class Understanding {

    private static final Logger log = LoggerFactory.getLogger(Understanding.class);
    private static final Map<String, Topic> TOPICS =
            Map.ofEntries(
                    Map.entry("charged_but_failed", Topic.CHARGED_BUT_FAILED),
                    Map.entry("paid_twice", Topic.PAID_TWICE),
                    Map.entry("sent_to_wrong_person", Topic.WRONG_PERSON),
                    Map.entry("transfer_not_received", Topic.NOT_RECEIVED),
                    Map.entry("goods_not_received", Topic.NOT_RECEIVED),
                    Map.entry("withdrawal_missing", Topic.NOT_RECEIVED),
                    Map.entry("bill_not_credited", Topic.NOT_RECEIVED),
                    Map.entry("abroad_where", Topic.NOT_RECEIVED),
                    // What the books alone cannot answer.
                    Map.entry("fraud", Topic.WANTS_A_PERSON),
                    Map.entry("hacked", Topic.WANTS_A_PERSON),
                    Map.entry("unknown_transaction", Topic.WANTS_A_PERSON),
                    Map.entry("contest_payment", Topic.WANTS_A_PERSON),
                    Map.entry("goods_wrong", Topic.WANTS_A_PERSON),
                    Map.entry("complaint", Topic.WANTS_A_PERSON),
                    Map.entry("person", Topic.WANTS_A_PERSON));

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Lessons lessons;
    private final UnderstandingSettings settings;
    private final VersionStore versions;
    private final Schoolbook book;
    private final ReentrantLock working = new ReentrantLock();
    private volatile Map<Script, Ready> ready = Map.of();
    private volatile Teaching taught = Teaching.NOTHING;
    private volatile boolean isUp;
    private volatile long notBefore = System.nanoTime();
    private final AtomicInteger loads = new AtomicInteger();

    Understanding(
            Lessons lessons,
            VersionStore versions,
            Schoolbook book,
            UnderstandingSettings settings) {
        this.lessons = lessons;
        this.versions = versions;
        this.book = book;
        this.settings = settings;
    }

    /// @param tones what [Tone]s are like
    /// @param understood what was just said, and its tones below: more than one asks for them
    private record Ready(
            Classifier classifier,
            Classifier tones,
            Encoders encoders,
            Cache<String, Reading> understood,
            Cache<String, Reading> felt) {

        Ready(Classifier classifier, Classifier tones, Encoders encoders) {
            this(classifier, tones, encoders, lately(), lately());
        }

        private static Cache<String, Reading> lately() {
            return Caffeine.newBuilder().maximumSize(200).expireAfterWrite(AGAIN).build();
        }

        Reading readingOf(String text) {
            return understood.get(text, it -> classifier.read(it, encoders));
        }

        Reading tonesOf(String text) {
            return felt.get(text, it -> tones.read(it, encoders));
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (settings.learn()) {
            isUp = true;
            Thread.ofPlatform().daemon().name("language").start(this::follow);
        }
    }

    /// Another node may have published something. It may have to be learned: not on this thread,
    /// which others wait for.
    @Scheduled(fixedDelayString = "${okpay.understanding.look-every:PT5S}")
    void look() {
        boolean isBehind = ready.size() < Script.values().length || !live().equals(taught);
        if (isUp && isBehind && System.nanoTime() - notBefore > 0 && !working.isLocked()) {
            Thread.ofPlatform().daemon().name("language").start(this::follow);
        }
    }

    private Teaching live() {
        return versions.live().map(Version::teaching).orElse(Teaching.NOTHING);
    }

    /// Loads what is live, or learns it: about a minute at the first time. Does nothing while that
    /// is what it has.
    void follow() {
        if (!isUp || !working.tryLock()) {
            return;
        }
        try {
            var live = live();
            if (!live.equals(taught) || ready.size() < Script.values().length) {
                load(live);
            }
        } catch (RuntimeException e) {
            log.error("What is live cannot be loaded; the next try is in a minute", e);
            notBefore = System.nanoTime() + AGAIN.toNanos();
        } finally {
            working.unlock();
        }
    }

    /// Rises whenever something else was loaded; 0 while nothing is.
    public int loads() {
        return loads.get();
    }

    /// Who is in danger or pressed to pay, surely enough to act upon: by an expression, or by great
    /// likeness.
    public Set<Tone.Kind> urgent(String text) {
        var urgent = EnumSet.noneOf(Tone.Kind.class);
        Tones.in(text).forEach(it -> urgent.add(it.kind()));
        likenesses(ready.get(Script.of(text)), text)
                .filter(it -> it.confidence() >= settings.urgent())
                .forEach(it -> urgent.add(Tone.Kind.valueOf(it.intent())));
        urgent.retainAll(EnumSet.of(Tone.Kind.IN_DANGER, Tone.Kind.PRESSED));
        return urgent;
    }

    /// As before anything was learned.
    void forget() {
        ready = Map.of();
        taught = Teaching.NOTHING;
        loads.set(0);
    }

    void load(Teaching live) {
        for (var script : Script.values()) {
            try {
                var all = new EnumMap<Script, Ready>(Script.class);
                all.putAll(ready);
                all.put(
                        script,
                        new Ready(
                                lessons.of(script, live, _ -> {}),
                                lessons.tones(script),
                                Encoders.shared(script)));
                ready = Map.copyOf(all);
            } catch (LinkageError e) {
                log.error("Without {} only words are understood", script, e);
                isUp = false;
            }
        }
        taught = live;
        loads.incrementAndGet();
    }

    /// What was taught here and is live.
    Teaching taught() {
        return taught;
    }

    /// How something is said: by expressions everybody can read, and by likeness to what people say
    /// in such a state; then the words are the part of the text that is most like it.
    ///
    /// @param text anything, of any length
    /// @return in the order of the text
    public List<Tone> tones(String text) {
        var found = new ArrayList<>(Tones.in(text));
        var there = ready.get(Script.of(text));
        if (there != null) {
            likenesses(there, text)
                    .filter(this::isTold)
                    .filter(guess ->
                            found.stream().noneMatch(it -> it.kind().name().equals(guess.intent())))
                    .map(it -> Likeness.of(it.intent(), text, there.tones, there.encoders))
                    .toList()
                    .forEach(found::add);
        }
        found.sort(Comparator.comparingInt(it -> it.place().from()));
        return found;
    }

    /// To overlook somebody in danger is worse than to look once too often.
    private boolean isTold(Reading.Guess guess) {
        double enough =
                guess.intent().equals(Tone.Kind.IN_DANGER.name())
                        ? settings.danger()
                        : settings.tone();
        return guess.confidence() >= enough;
    }

    /// Which tones a text is like; none while nothing is learned.
    private static Stream<Reading.Guess> likenesses(@Nullable Ready there, String text) {
        return there == null
                ? Stream.empty()
                : there.tonesOf(text).guesses().stream()
                        .filter(it -> !it.intent().equals(Lessons.NO_TONE));
    }

    /// What an intent is called; empty when there is none of this name.
    public Optional<Intent> intent(String id) {
        return Stream.concat(book.intents().stream(), taught.intents().stream())
                .filter(it -> it.id().equals(id))
                .findFirst();
    }

    /// What a text is about; empty while nothing is learned yet.
    ///
    /// @param text anything, of any length
    public Optional<Reading> read(String text) {
        return Optional.ofNullable(ready.get(Script.of(text))).map(it -> it.readingOf(text));
    }

    /// The same of a text that is encoded already, in the script it is taken for.
    public Optional<Reading> read(Script script, Encoded text) {
        return Optional.ofNullable(ready.get(script)).map(it -> it.classifier.read(text));
    }

    /// What a text is about, when that is sure enough to act upon.
    public Optional<Reading.Guess> sure(String text) {
        return read(text)
                .filter(Reading::isKnown)
                .map(Reading::best)
                .filter(it -> it.confidence() >= settings.sure());
    }

    /// What a text asks for where it asks for several things, each in a sentence of its own: in
    /// their order, each once, surely enough to act upon. Empty where it is about one thing.
    public List<String> several(String text) {
        var clauses = Clauses.of(text);
        if (clauses.size() < 2) {
            return List.of();
        }
        var intents =
                clauses.stream()
                        .flatMap(it -> sure(it).map(Reading.Guess::intent).stream())
                        .distinct()
                        .toList();
        return intents.size() < 2 ? List.of() : intents;
    }

    /// Which of a payment's troubles a text tells of.
    public Topic topic(String text) {
        return sure(text)
                .map(it -> TOPICS.getOrDefault(it.intent(), Topic.UNCLEAR))
                .orElseGet(() -> Topics.of(text));
    }
}
