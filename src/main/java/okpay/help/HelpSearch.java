package okpay.help;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okpay.language.Encoders;
import okpay.language.Plain;
import okpay.language.Script;
import okpay.understanding.Understanding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Finds the article for a question in somebody's own words, within a few milliseconds and in this
/// process. What the articles mean is worked out in the background, a quarter of a minute at the
/// first start; until then they are found by their words.
@Component
public class HelpSearch {

    private static final Logger log = LoggerFactory.getLogger(HelpSearch.class);
    private static final int LONGEST = 2_000;

    private final Articles articles;
    private final MeaningStore store;
    private final Understanding understanding;
    private final HelpSettings settings;
    private final ReentrantLock working = new ReentrantLock();
    private volatile Shelf shelf = new Shelf(-1, Map.of(), false);
    private volatile boolean isUp;

    HelpSearch(
            Articles articles,
            MeaningStore store,
            Understanding understanding,
            HelpSettings settings) {
        this.articles = articles;
        this.store = store;
        this.understanding = understanding;
        this.settings = settings;
    }

    /// @param changes what the articles were when this was made
    private record Shelf(long changes, Map<Tongue, Finder> finders, boolean byMeaning) {}

    /// Searched in the language of the question, whichever the reader's is.
    ///
    /// @param question anything; only its first 2,000 characters count
    /// @param most how many hits
    public Found find(String question, Audience audience, int most) {
        var text = question.length() > LONGEST ? question.substring(0, LONGEST) : question;
        var finder = shelf().finders.get(tongue(question));
        return finder == null
                ? new Found(List.of(), false)
                : finder.find(text, it -> articles.find(it.slug(), audience), most);
    }

    /// The language a question seems to be in; what is neither is read as English.
    public static Tongue tongue(String question) {
        return Script.of(question) == Script.CHINESE ? Tongue.ZH : Tongue.EN;
    }

    private Shelf shelf() {
        var now = articles.library();
        var there = shelf;
        if (there.changes == now.changes()) {
            return there;
        }
        synchronized (this) {
            if (shelf.changes < now.changes() && !shelf.byMeaning) {
                shelf = shelf(now, _ -> Optional.empty());
            }
            return shelf;
        }
    }

    private Shelf shelf(
            Articles.Library library, Function<Tongue, Optional<Function<String, float[]>>> by) {
        var finders = new EnumMap<Tongue, Finder>(Tongue.class);
        boolean byMeaning = false;
        for (var tongue : Tongue.values()) {
            var meaning = by.apply(tongue);
            byMeaning |= meaning.isPresent();
            finders.put(
                    tongue,
                    new Finder(
                            tongue,
                            library.articles(),
                            library.synonyms().getOrDefault(tongue, Map.of()),
                            new Words(tongue, library.articles()),
                            meaning.map(it -> Sentences.of(tongue, library.articles(), it)),
                            text -> asked(tongue, text)));
        }
        return new Shelf(library.changes(), finders, byMeaning);
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        isUp = settings.byMeaning();
        if (isUp) {
            Thread.ofPlatform().daemon().name("help").start(this::follow);
        }
    }

    @Scheduled(fixedDelayString = "${okpay.help.look-every:PT5S}")
    void look() {
        if (isUp && isBehind() && !working.isLocked()) {
            Thread.ofPlatform().daemon().name("help").start(this::follow);
        }
    }

    private boolean isBehind() {
        return !shelf.byMeaning || shelf.changes != articles.library().changes();
    }

    /// Works out what is new since the last time.
    void follow() {
        if (!isBehind() || !working.tryLock()) {
            return;
        }
        try {
            var library = articles.library();
            var known = store.all();
            var used = new HashSet<String>();
            var fresh = shelf(library, tongue -> Optional.of(meanings(tongue, known, used)));
            synchronized (this) {
                shelf = fresh;
            }
            store.forgetAllBut(used);
        } catch (RuntimeException e) {
            log.warn("Articles are found by their words until the next try", e);
            byWordsOnly();
        } catch (LinkageError e) {
            log.error("Articles are found by their words only", e);
            isUp = false;
            byWordsOnly();
        } finally {
            working.unlock();
        }
    }

    private synchronized void byWordsOnly() {
        shelf = shelf(articles.library(), _ -> Optional.empty());
    }

    private Asked asked(Tongue tongue, String text) {
        var encoders = Encoders.shared(tongue.script());
        var encoded = encoders.encode(text);
        return Asked.of(encoders.meaning(encoded), understanding.read(tongue.script(), encoded));
    }

    private Function<String, float[]> meanings(
            Tongue tongue, Map<String, float[]> known, Set<String> used) {
        var by = Encoders.names(tongue.script());
        return text -> {
            var plain = Plain.of(text);
            var gist = MeaningStore.gist(by, plain);
            used.add(gist);
            return known.computeIfAbsent(
                    gist,
                    _ -> {
                        var encoders = Encoders.shared(tongue.script());
                        var vector = encoders.meaning(encoders.encode(plain));
                        store.keep(gist, vector);
                        return vector;
                    });
        };
    }
}
