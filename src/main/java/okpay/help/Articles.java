package okpay.help;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// All articles. They are few and read often: every node keeps them in memory and looks every few
/// seconds whether another one changed something.
@Component
public class Articles {

    private static final List<Explained> REFUSALS =
            Shipped.file("refusals.tsv")
                    .lines()
                    .map(it -> it.split("\t", -1))
                    .map(it -> new Explained(Pattern.compile(it[0]), it[1]))
                    .toList();

    private final ArticleStore store;
    private final NameStore names;
    private final Delivery delivery;
    private final HelpSettings settings;
    private final TransactionTemplate oneMoment;
    private final Clock clock;
    private volatile Library library = new Library(0, List.of(), Map.of(), Map.of());

    Articles(
            ArticleStore store,
            NameStore names,
            Delivery delivery,
            HelpSettings settings,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.names = names;
        this.delivery = delivery;
        this.settings = settings;
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setReadOnly(true);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.clock = clock;
    }

    /// @param keys of sentences
    private record Explained(Pattern keys, String slug) {}

    /// As it was at one moment.
    ///
    /// @param changes how many there had been
    /// @param redirects old name → name
    record Library(
            long changes,
            List<Article> articles,
            Map<String, String> redirects,
            Map<Tongue, Map<String, String>> synonyms) {}

    Library library() {
        if (library.changes == 0) {
            load();
        }
        return library;
    }

    @Scheduled(fixedDelayString = "${okpay.help.look-every:PT5S}")
    void look() {
        if (library.changes != names.changes()) {
            load();
        }
    }

    synchronized void load() {
        if (library.changes == 0) {
            delivery.bring();
        }
        library = oneMoment.execute(_ -> read());
    }

    private Library read() {
        return new Library(
                names.changes(),
                store.all(),
                names.redirects(),
                Arrays.stream(Tongue.values())
                        .collect(Collectors.toMap(it -> it, names::synonyms)));
    }

    /// Those this audience may read, in the order they are shown.
    public List<Article> list(Audience audience) {
        return library().articles.stream().filter(it -> isFor(it, audience)).toList();
    }

    /// For whoever writes them: also those that are over.
    public List<Article> everything() {
        return library().articles;
    }

    /// @return empty when there is none, or none for this audience
    public Optional<Article> find(String slug, Audience audience) {
        return library().articles.stream()
                .filter(it -> it.slug().equals(slug) && isFor(it, audience))
                .findFirst();
    }

    private boolean isFor(Article article, Audience audience) {
        return audience.mayRead(article.audience()) && !article.isOver(today());
    }

    /// What an article is called today that was called so.
    public Optional<String> movedTo(String slug) {
        return Optional.ofNullable(library().redirects.get(slug));
    }

    /// What people say, and what the articles say for it.
    public Map<Tongue, Map<String, String>> synonyms() {
        return library().synonyms;
    }

    /// The article that explains this page of the app.
    public Optional<Article> forScreen(String path, Audience audience) {
        return list(audience).stream()
                .filter(it -> it.screens().stream().anyMatch(at -> leadsTo(path, at)))
                .max(Comparator.comparingInt(it -> longest(it, path)));
    }

    private static int longest(Article article, String path) {
        return article.screens().stream()
                .filter(at -> leadsTo(path, at))
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static boolean leadsTo(String path, String screen) {
        return path.equals(screen) || (path.startsWith(screen + "/") && !screen.equals("/app"));
    }

    /// The article that explains a sentence by which something is refused.
    ///
    /// @param key of that sentence
    public static Optional<String> forRefusal(String key) {
        return REFUSALS.stream()
                .filter(it -> it.keys.matcher(key).matches())
                .findFirst()
                .map(Explained::slug);
    }

    /// By the clock of whoever runs this.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }
}
