package okpay.understanding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import okpay.id.Digests;
import okpay.language.Classifier;
import okpay.language.Encoders;
import okpay.language.Example;
import okpay.language.Lesson;
import okpay.language.Script;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What is learned from examples, by any node and once: it is known by the gist of what it was
/// learned from.
@Component
class Lessons {

    private static final Logger log = LoggerFactory.getLogger(Lessons.class);
    private static final long SEED = 7;

    /// What an example of no tone is called.
    static final String NO_TONE = "NONE";

    private final LessonStore store;
    private final VersionStore versions;
    private final Schoolbook book;
    private final UnderstandingSettings settings;
    private final Clock clock;

    Lessons(
            LessonStore store,
            VersionStore versions,
            Schoolbook book,
            UnderstandingSettings settings,
            Clock clock) {
        this.store = store;
        this.versions = versions;
        this.book = book;
        this.settings = settings;
        this.clock = clock;
    }

    /// What is learned of this; it is learned now when nobody has done so yet.
    Classifier of(Script script, Teaching teaching, DoubleConsumer progress) {
        var gist = gist(script, teaching);
        return learned(gist, script, examples(script, teaching), progress);
    }

    /// What tones are like.
    Classifier tones(Script script) {
        var examples = book.tones(script);
        return learned(gist(script, examples), script, examples, _ -> {});
    }

    String gist(Script script, Teaching teaching) {
        return gist(script, examples(script, teaching));
    }

    Optional<Judgement> judgement(Script script, Teaching teaching) {
        return store.judgement(gist(script, teaching));
    }

    private List<Example> examples(Script script, Teaching teaching) {
        return Stream.concat(book.examples(script).stream(), teaching.examples(script).stream())
                .toList();
    }

    private Classifier learned(
            String gist, Script script, List<Example> examples, DoubleConsumer progress) {
        var kept = store.find(gist).flatMap(Lessons::unpacked);
        if (kept.isPresent()) {
            store.touch(gist, clock.instant());
            progress.accept(1);
            return kept.get();
        }
        var lesson =
                Lesson.learn(
                        Encoders.shared(script),
                        examples,
                        book.outside(script),
                        settings.accepted(),
                        SEED,
                        progress);
        log.info(
                "Learned {} in {}: {} % of unseen examples, {} % of what is outside",
                examples.stream().map(Example::intent).distinct().count(),
                script,
                Math.round(lesson.accuracy() * 100),
                Math.round(lesson.strangersFound() * 100));
        keep(script, gist, examples, lesson);
        return lesson.classifier();
    }

    private void keep(Script script, String gist, List<Example> examples, Lesson.Learned lesson) {
        var wrong = new HashMap<String, String>();
        for (int i = 0; i < examples.size(); i++) {
            if (!examples.get(i).intent().equals(lesson.guessed().get(i))) {
                wrong.put(examples.get(i).text(), lesson.guessed().get(i));
            }
        }
        var judgement =
                new Judgement(lesson.accuracy(), lesson.strangersFound(), wrong, lesson.confused());
        try {
            store.keep(script, gist, packed(lesson.classifier()), judgement, clock.instant());
            store.prune(script, inUse(script));
        } catch (RuntimeException e) {
            log.warn("What was learned could not be kept; the next start learns it again", e);
        }
    }

    /// What is needed at the next start, however much is tried meanwhile.
    private List<String> inUse(Script script) {
        var live = versions.live().map(Version::teaching).orElse(Teaching.NOTHING);
        return List.of(
                gist(script, live),
                gist(script, Teaching.NOTHING),
                gist(script, book.tones(script)));
    }

    private String gist(Script script, List<Example> examples) {
        var all = new StringBuilder();
        examples.forEach(it -> all.append(it).append('\n'));
        book.outside(script).forEach(it -> all.append(it).append('\n'));
        all.append(
                "%s %s %s %s"
                        .formatted(
                                Encoders.names(script),
                                settings.accepted(),
                                Classifier.LAYOUT,
                                SEED));
        return Digests.hex(all.toString());
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
