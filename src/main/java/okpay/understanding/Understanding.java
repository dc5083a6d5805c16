package okpay.understanding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import okpay.language.Classifier;
import okpay.language.Encoded;
import okpay.language.Encoders;
import okpay.language.Intents;
import okpay.language.Lesson;
import okpay.language.Reading;
import okpay.language.Script;
import okpay.language.Topic;
import okpay.language.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Knows what a text is about, in this process and without asking anybody. At the first start it
/// learns for about a minute in the background; until then, and where it is not sure, it tells what
/// can be told by words alone ([Topics]).
@Component
public class Understanding {

    private static final Logger log = LoggerFactory.getLogger(Understanding.class);
    private static final long SEED = 7;
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

    private final LessonStore store;
    private final UnderstandingSettings settings;
    private final Clock clock;
    private volatile Map<Script, Ready> ready = Map.of();

    Understanding(LessonStore store, UnderstandingSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    private record Ready(Classifier classifier, Encoders encoders) {}

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        if (settings.learn()) {
            Thread.ofPlatform().daemon().name("language").start(this::learn);
        }
    }

    /// Loads what was learned, or learns it. Takes about a minute at the first time.
    void learn() {
        for (var script : Script.values()) {
            try {
                var all = new EnumMap<Script, Ready>(Script.class);
                all.putAll(ready);
                all.put(script, ready(script));
                ready = Map.copyOf(all);
            } catch (RuntimeException | LinkageError e) {
                log.error("Without {} only words are understood", script, e);
            }
        }
    }

    private Ready ready(Script script) {
        var encoders = Encoders.shared(script);
        var gist = gist(script);
        var kept = store.find(gist).flatMap(Understanding::unpacked);
        if (kept.isPresent()) {
            return new Ready(kept.get(), encoders);
        }
        var lesson =
                Lesson.learn(
                        encoders,
                        Intents.examples(script),
                        Intents.outside(script),
                        settings.accepted(),
                        SEED);
        log.info(
                "Learned {} in {}: {} % of unseen examples, {} % of what is outside",
                Intents.list().size(),
                script,
                Math.round(lesson.accuracy() * 100),
                Math.round(lesson.strangersFound() * 100));
        try {
            store.keep(script, gist, packed(lesson.classifier()), clock.instant());
        } catch (RuntimeException e) {
            log.warn("What was learned could not be kept; the next start learns it again", e);
        }
        return new Ready(lesson.classifier(), encoders);
    }

    /// What a text is about; empty while nothing is learned yet.
    ///
    /// @param text anything, of any length
    public Optional<Reading> read(String text) {
        return Optional.ofNullable(ready.get(Script.of(text)))
                .map(it -> it.classifier.read(text, it.encoders));
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

    /// Which of a payment's troubles a text tells of.
    public Topic topic(String text) {
        return sure(text)
                .map(it -> TOPICS.getOrDefault(it.intent(), Topic.UNCLEAR))
                .orElseGet(() -> Topics.of(text));
    }

    private String gist(Script script) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var example : Intents.examples(script)) {
                sha.update((example + "\n").getBytes(StandardCharsets.UTF_8));
            }
            for (var text : Intents.outside(script)) {
                sha.update((text + "\n").getBytes(StandardCharsets.UTF_8));
            }
            sha.update(
                    "%s %s %s %s"
                            .formatted(script, settings.accepted(), Classifier.LAYOUT, SEED)
                            .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] packed(Classifier classifier) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new GZIPOutputStream(bytes, 1 << 16))) {
            classifier.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Optional<Classifier> unpacked(byte[] packed) {
        try (var in =
                new DataInputStream(
                        new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16))) {
            return Optional.of(Classifier.read(in));
        } catch (IOException | RuntimeException e) {
            log.warn("What was learned cannot be read, and is learned again", e);
            return Optional.empty();
        }
    }
}
