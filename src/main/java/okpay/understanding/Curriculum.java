package okpay.understanding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okpay.language.Example;
import okpay.language.Intent;
import okpay.language.Plain;
import okpay.language.Script;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/// Teaching OKPay: add what people say, see what that changes before any customer does, publish it,
/// and put an earlier version back.
@Component
public class Curriculum {

    private static final Logger log = LoggerFactory.getLogger(Curriculum.class);
    private static final int SHOWN = 40;

    private final VersionStore store;
    private final Lessons lessons;
    private final Understanding understanding;
    private final Schoolbook book;

    Curriculum(VersionStore store, Lessons lessons, Understanding understanding, Schoolbook book) {
        this.store = store;
        this.lessons = lessons;
        this.understanding = understanding;
        this.book = book;
    }

    /// What was taught and is not necessarily live.
    public Teaching draft() {
        return store.draft();
    }

    /// All intents, those of one's own last.
    public List<Intent> intents() {
        return Stream.concat(book.intents().stream(), draft().intents().stream()).toList();
    }

    /// All examples of an intent, those of one's own first, the latest on top.
    public List<Example> examples(String intent) {
        return Stream.concat(draft().examples().reversed().stream(), shipped())
                .filter(it -> it.intent().equals(intent))
                .toList();
    }

    private Stream<Example> shipped() {
        return Stream.of(Script.values()).flatMap(it -> book.examples(it).stream());
    }

    /// @return why not
    public Optional<Teaching.Flaw> add(Intent intent, String by) {
        if (!intent.id().matches("[a-z][a-z_]{2,39}")
                || Stream.of(intent.en(), intent.zh(), intent.about())
                        .anyMatch(it -> it.isBlank() || it.length() > 200)) {
            return Optional.of(Teaching.Flaw.NAME);
        }
        return store.changing(
                by,
                now ->
                        Stream.concat(book.intents().stream(), now.intents().stream())
                                        .anyMatch(it -> it.id().equals(intent.id()))
                                ? new VersionStore.Refused(Teaching.Flaw.TAKEN)
                                : new VersionStore.Changed(now.with(intent)));
    }

    /// @param texts in either language
    /// @return why not; then none of them is taken
    public Optional<Teaching.Flaw> add(String intent, List<String> texts, String by) {
        var more = texts.stream().map(String::strip).filter(it -> !it.isEmpty()).distinct();
        var examples = more.map(it -> new Example(intent, it)).toList();
        if (examples.isEmpty()
                || examples.stream()
                        .anyMatch(it ->
                                it.text().length() < 2
                                        || it.text().length() > 300
                                        || it.text().indexOf(0) >= 0)) {
            return Optional.of(Teaching.Flaw.SENTENCE);
        }
        var plain = examples.stream().map(it -> Plain.of(it.text())).toList();
        var known = shipped().map(it -> Plain.of(it.text())).collect(Collectors.toSet());
        boolean isKnown = !plain.stream().allMatch(known::add);
        return isKnown
                ? Optional.of(Teaching.Flaw.KNOWN)
                : store.changing(by, now -> added(now, intent, examples, Set.copyOf(plain)));
    }

    private VersionStore.Change added(
            Teaching now, String intent, List<Example> examples, Set<String> plain) {
        boolean isThere =
                Stream.concat(book.intents().stream(), now.intents().stream())
                        .anyMatch(it -> it.id().equals(intent));
        if (!isThere) {
            return new VersionStore.Refused(Teaching.Flaw.NO_SUCH_INTENT);
        }
        var next = now.with(examples);
        if (next.flaws(book).contains(Teaching.Flaw.TOO_MANY)) {
            return new VersionStore.Refused(Teaching.Flaw.TOO_MANY);
        }
        return now.examples().stream().anyMatch(it -> plain.contains(Plain.of(it.text())))
                ? new VersionStore.Refused(Teaching.Flaw.KNOWN)
                : new VersionStore.Changed(next);
    }

    /// Takes an intent of one's own back, with all its sentences.
    public void dropIntent(String id, String by) {
        store.changing(by, now -> new VersionStore.Changed(now.withoutIntent(id)));
    }

    /// Takes a sentence of one's own back.
    public void drop(String text, String by) {
        store.changing(by, now -> new VersionStore.Changed(now.without(text)));
    }

    /// What came of wanting to try the draft.
    public sealed interface Trying permits Trial, NotTried {}

    /// @param n of the version that is being learned now; see its progress
    public record Trial(int n) implements Trying {}

    public record NotTried(Teaching.Flaw why) implements Trying {}

    /// Learns the draft in the background, so that its effect can be seen. One at a time: while one
    /// is being learned, that one is told.
    public Trying tryOut(String by) {
        store.giveUp();
        var teaching = draft();
        var flaws = teaching.flaws(book);
        if (!flaws.isEmpty()) {
            return new NotTried(flaws.getFirst());
        }
        if (teaching.equals(understanding.taught())) {
            return new NotTried(Teaching.Flaw.NOTHING_NEW);
        }
        var begun = store.begin(teaching, by);
        if (begun.isEmpty()) {
            return new Trial(store.learning());
        }
        int n = begun.get();
        Thread.ofPlatform().daemon().name("lesson-" + n).start(() -> learn(n, teaching));
        return new Trial(n);
    }

    private void learn(int n, Teaching teaching) {
        var told = new AtomicInteger();
        try {
            for (var script : Script.values()) {
                int base = script == Script.CHINESE ? 0 : 50;
                lessons.of(script, teaching, share -> tell(n, base + (int) (share * 50), told));
            }
            store.move(n, Version.State.LEARNING, Version.State.TRIED, "");
        } catch (RuntimeException | LinkageError e) {
            log.error("Version {} could not be learned", n, e);
            store.move(n, Version.State.LEARNING, Version.State.FAILED, "");
        }
    }

    /// Nobody learns in vain because a number could not be told.
    private void tell(int n, int progress, AtomicInteger told) {
        if (progress <= told.getAndAccumulate(progress, Math::max)) {
            return;
        }
        try {
            store.progress(n, progress);
        } catch (DataAccessException e) {
            log.debug("The progress of version {} could not be told", n, e);
        }
    }

    /// The latest first.
    public List<Version> versions(int most) {
        store.giveUp();
        return store.versions(most);
    }

    public Optional<Version> find(int n) {
        store.giveUp();
        return store.find(n);
    }

    /// What a version changes, compared to what is live; empty while it is not learned.
    public List<Effect> effects(Version version) {
        var effects = new ArrayList<Effect>();
        for (var script : Script.values()) {
            var now = lessons.judgement(script, understanding.taught());
            var then = lessons.judgement(script, version.teaching());
            if (now.isPresent() && then.isPresent()) {
                effects.add(effect(script, version.teaching(), now.get(), then.get()));
            }
        }
        return effects;
    }

    private Effect effect(Script script, Teaching teaching, Judgement now, Judgement then) {
        var fixed = new ArrayList<Effect.Change>();
        var broken = new ArrayList<Effect.Change>();
        // Only what is learned from before and after can be compared.
        var common =
                Stream.concat(
                                book.examples(script).stream(),
                                understanding.taught().examples(script).stream()
                                        .filter(teaching.examples()::contains))
                        .toList();
        for (var it : common) {
            var before = now.wrong().get(it.text());
            var after = then.wrong().get(it.text());
            if (before != null && after == null) {
                fixed.add(new Effect.Change(it.text(), it.intent(), before));
            } else if (before == null && after != null) {
                broken.add(new Effect.Change(it.text(), it.intent(), after));
            }
        }
        var first = Comparator.comparing(Effect.Change::intent);
        return new Effect(
                script,
                right(common, now),
                right(common, then),
                now.strangersFound(),
                then.strangersFound(),
                fixed.stream().sorted(first).limit(SHOWN).toList(),
                broken.stream().sorted(first).limit(SHOWN).toList(),
                then.confused().stream().limit(12).toList());
    }

    private static double right(List<Example> common, Judgement judgement) {
        return common.stream()
                .mapToInt(it -> judgement.wrong().containsKey(it.text()) ? 0 : 1)
                .average()
                .orElse(0);
    }

    /// Customers get this version from now on, on every node within seconds. An earlier one is put
    /// back the same way.
    ///
    /// @return false when it cannot be: not learned, or live already
    public boolean publish(int n, String by) {
        boolean done = store.publish(n, by);
        if (done) {
            understanding.look();
        }
        return done;
    }
}
